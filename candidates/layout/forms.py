"""How forms look: one renderer, so that every field gets its label, help and error alike."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "candidates/layout/form.html"
    field_template_name = "candidates/layout/field.html"
