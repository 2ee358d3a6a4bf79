"""Graduate admissions at Berkeley in autumn 1973, the six largest departments.

Bickel, P. J., Hammel, E. A., and O'Connell, J. W. (1975), Science 187, 398-404; as in R's
`UCBAdmissions`. Of each department: men admitted, men, women admitted, women.
"""

DEPARTMENTS = {
    "A": (512, 825, 89, 108),
    "B": (353, 560, 17, 25),
    "C": (120, 325, 202, 593),
    "D": (138, 417, 131, 375),
    "E": (53, 191, 94, 393),
    "F": (22, 373, 24, 341),
}
