"""What the rooms of this floor put into the registries; imported once, when Django is ready."""

import importlib
import pkgutil

from interviews import stages

for module in pkgutil.iter_modules(stages.__path__):
    importlib.import_module(f"{stages.__name__}.{module.name}")
