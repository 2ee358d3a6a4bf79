"""What the invented people say and write: letters and reasons, invented for the demo."""

from __future__ import annotations

LETTERS = (
    "I have spent three years at the counter of a bicycle workshop. Most people who came in were "
    "late for something, and I learned to listen to the second sentence, not the first. I would "
    "like to do the same on the phone, with headsets instead of wheels.",
    "On your page you write that a customer may be wrong and still deserves respect. At the "
    "library desk I had to explain fines to people who had not read the letter. Nobody left "
    "shouting, and most of them came back.",
    "I volunteer on a helpline for elderly neighbors on Sundays. Last month I walked a man of "
    "eighty-four through pairing his hearing aid; it took fifty minutes and I enjoyed every one. "
    "I bought one of your headsets for it, which is how I found you.",
    "My last job was at a hotel reception at night. When three rooms were double booked I phoned "
    "four other houses, arranged taxis and wrote the apology by hand. I keep order in my notes "
    "and I finish what I begin.",
    "I teach piano to beginners. You hear the same wrong note forty times, and on the forty-first "
    "you still have to be kind. I would bring that patience, and I write clearly.",
    "After five years in a call center that counted seconds I would like to work where the call "
    "may take as long as it takes. I can show you my satisfaction figures and tell you what they "
    "do not show.",
)

SCREEN_REASONS = (
    "The letter does not speak to our customers or to the work; copied from another application.",
    "Is looking for a technical post; we spoke on the phone and agreed that this is not it.",
    "Cannot work the shifts of this opening, and we have no other at the moment.",
    "Two of the three questions of the screening were left unanswered.",
)
DECLINE_REASONS = (
    "Good in parts, but the examples stayed general, and the composite is below the bar.",
    "Below the bar on the composite; the panel saw little of the values in the examples given.",
    "Friendly all day, but the marks stay under what the bar asks, by interviewers who had not "
    "spoken to each other.",
)
HIRE_REASONS = (
    "Clear of the bar, with concrete examples of care at every station; the marks agree.",
    "Strong evidence of patience and follow-through; would be trusted with a customer tomorrow.",
)
WITHDRAW_REASONS = ("I have taken another post.", "The shifts do not fit my studies.", "")
SOURCES = ("Careers page", "Friend of the house", "Job board", "University fair", "Customer")

AGREED = (
    "Both notes describe the same moment; what was said there is what the anchor asks for.",
    "One of us saw only the first half; the notes of the other show the rest.",
    "We had read the anchor for 3 differently. What was said is what the anchor for 4 describes.",
    "The prompt came from us and was not needed, so it does not count against anybody.",
)

RESULT_OVERALL = (
    "Thank you for a whole day of your time. You were friendly from the first call to the last, "
    "and you told us when you did not know something: we liked that."
)
WAYS = {
    "Vilnius": (
        "Upės gatvė 21, second floor. From the bus stop “Europos aikštė” five minutes on foot; "
        "the door is beside the bakery. Ring at “Hearwell”, and say that you are a guest of the "
        "Service Day.\nLate, or lost? Call +370 5 555 0121: nobody minds."
    ),
    "Sofia": (
        "Ulitsa Shipka 9, through the yard, first floor. Metro “SU St. Kliment Ohridski”, then "
        "four minutes on foot.\nLate, or lost? Call +359 2 555 0109: nobody minds."
    ),
    "Taipei": (
        "8F, No. 45, Section 2, Jinshan South Road. MRT Dongmen, exit 3; the lift is behind the "
        "tea shop.\nLate, or lost? Call +886 2 5555 0145: nobody minds."
    ),
    "San Francisco": (
        "730 Howard Street, fourth floor. Five minutes from Powell Street station. Show any card "
        "with your name at the door.\nLate, or lost? Call +1 415 555 0173: nobody minds."
    ),
}
OTHER_DAY = "I work on that day. Any day in the week after would suit me."
CALL_PLACE = "Video call"
CALL_URL = "https://calls.example.org/one-more"
CANNOT_COME = "My daughter has her first day of school that morning."
