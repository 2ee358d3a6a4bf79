"""The candidate's sheet: what they expect, call by call, five questions, what they think now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.files.serving import serve
from interviews.shadowing import actions, bank, queries
from interviews.shadowing.forms import AfterForm, ChoiceForm, ExpectationForm, NoteForm, read_stamp
from interviews.shadowing.models import Note
from interviews.shadowing.queries import Situation
from interviews.shadowing.views.inside import candidates_page, sheet_of

REFUSALS = (actions.SheetClosed, actions.NotYet, actions.NotShadowing, actions.NothingHeard)


def _context(situation: Situation, **more: Any) -> dict[str, Any]:
    return {
        "situation": situation,
        "application": situation.application,
        "candidate": situation.application.candidate,
        "sheet": situation.sheet,
        "desk": situation.desk,
        "rule": bank.RULE,
        "may_write": situation.is_open and not (situation.sheet and situation.sheet.is_finished),
        **more,
    }


@candidates_page("GET", "HEAD", "POST")
def shadowing_page(request: HttpRequest, situation: Situation) -> HttpResponse:
    """The overview of the sheet. Before the calls it asks what is expected; posting says it."""
    if request.method == "POST":
        return _expect(request, situation)
    if situation.step == "before":
        context = _context(situation, form=ExpectationForm())
        return render(request, "interviews/shadowing/before.html", context)
    sheet = sheet_of(situation)
    notes = queries.notes_of(sheet)
    context = _context(
        situation,
        calls=queries.calls_shown(sheet, notes),
        quiz=queries.quiz_of(sheet),
        changes=queries.changes_of(sheet) if sheet.is_finished else [],
    )
    return render(request, "interviews/shadowing/overview.html", context)


def _expect(request: HttpRequest, situation: Situation) -> HttpResponse:
    form = ExpectationForm(request.POST)
    if form.is_valid():
        try:
            actions.say_expectations(
                application_id=situation.application.pk, before=form.values(), at=timezone.now()
            )
        except actions.NotShadowing as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("interviews:shadowing-page", situation.application.pk)
    context = _context(situation, form=form)
    return render(request, "interviews/shadowing/before.html", context, status=422)


def _note_forms(situation: Situation, number: int, data: Any = None) -> list[NoteForm]:
    known = {row.question: row for row in sheet_of(situation).notes.filter(call=number)}
    return [
        NoteForm(data, number=number, question=question, note=known.get(question))
        for question in queries.QUESTIONS
    ]


def _require_call(situation: Situation, number: int) -> None:
    """404 for a call that there is not: behind the last one, or of no recording."""
    sheet = sheet_of(situation)
    shown = queries.calls_shown(sheet, queries.notes_of(sheet))
    if number not in {each.number for each in shown}:
        raise Http404


@candidates_page("GET", "HEAD", "POST")
def shadowing_call(request: HttpRequest, situation: Situation, number: int) -> HttpResponse:
    """One call with its five questions; posting saves all of them (without JavaScript)."""
    _require_call(situation, number)
    sheet = sheet_of(situation)
    if request.method != "POST":
        return _call_page(request, situation, number, _note_forms(situation, number))
    forms = _note_forms(situation, number, request.POST)
    are_valid = [form.is_valid() for form in forms]
    drafts = [form.draft() for form in forms if form.is_valid()]
    try:
        outcome = actions.save_notes(
            sheet_id=sheet.pk, drafts=[each for each in drafts if each], at=timezone.now()
        )
    except REFUSALS as refusal:
        return _call_page(request, situation, number, forms, status=422, refusal=str(refusal))
    conflicts = {
        key[1]: each for key, each in outcome.items() if isinstance(each, actions.NoteChanged)
    }
    if all(are_valid) and not conflicts:
        messages.success(request, _("Saved."))
        return redirect("interviews:shadowing-page", situation.application.pk)
    for form in forms:
        saved = outcome.get((number, form.question))
        form.version = saved.version if isinstance(saved, Note) else form.version
    status = 409 if conflicts else 422
    return _call_page(request, situation, number, forms, status=status, conflicts=conflicts)


def _call_page(
    request: HttpRequest,
    situation: Situation,
    number: int,
    forms: list[NoteForm],
    *,
    status: int = 200,
    refusal: str = "",
    conflicts: Any = None,
) -> HttpResponse:
    sheet = sheet_of(situation)
    call = queries.recorded_call_of(sheet, number)
    rows = [(form, (conflicts or {}).get(form.question)) for form in forms]
    last = max(each.number for each in queries.calls_shown(sheet, queries.notes_of(sheet)))
    context = _context(
        situation,
        number=number,
        next=number + 1 if number < last else None,
        rows=rows,
        refusal=refusal,
        call=call,
        passages=queries.passages_of(call) if call else [],
    )
    return render(request, "interviews/shadowing/call.html", context, status=status)


@candidates_page("POST")
def shadowing_note(
    request: HttpRequest, situation: Situation, number: int, question: str
) -> HttpResponse:
    """Save one note as it is typed; writing.js calls it and keeps what it refuses."""
    _require_call(situation, number)
    forms = _note_forms(situation, number, request.POST)
    form = next((each for each in forms if each.question == question), None)
    if form is None:
        raise Http404
    draft = form.draft() if form.is_valid() else None
    if draft is None:
        errors = [str(error) for each in form.errors.values() for error in each]
        return JsonResponse({"error": " ".join(errors)}, status=422)
    try:
        outcome = actions.save_notes(
            sheet_id=sheet_of(situation).pk, drafts=[draft], at=timezone.now()
        )
    except REFUSALS as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    saved = outcome.get((number, question))
    if isinstance(saved, actions.NoteChanged):
        return _changed(saved)
    return JsonResponse({"version": saved.version if saved else 0})


def _changed(standing: actions.NoteChanged) -> JsonResponse:
    answer = {"error": str(standing), "text": standing.text, "version": standing.version}
    return JsonResponse(answer, status=409)


@candidates_page("GET", "HEAD")
def shadowing_sound(request: HttpRequest, situation: Situation, number: int) -> HttpResponseBase:
    """Let the candidate hear a recorded call of their sheet; that it was sent is written down."""
    call = queries.recorded_call_of(sheet_of(situation), number)
    if call is None or call.file is None:
        raise Http404
    return serve(request, call.file, at=timezone.now(), inline=True)


@candidates_page("POST")
def shadowing_begin_quiz(request: HttpRequest, situation: Situation) -> HttpResponse:
    """The calls are over: draw the five questions."""
    try:
        actions.begin_quiz(sheet_id=sheet_of(situation).pk, at=timezone.now())
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect("interviews:shadowing-page", situation.application.pk)
    return redirect("interviews:shadowing-quiz", situation.application.pk)


@candidates_page("GET", "HEAD", "POST")
def shadowing_quiz(request: HttpRequest, situation: Situation) -> HttpResponse:
    """The five questions; posting saves all of them and goes on."""
    sheet = sheet_of(situation)
    quiz = queries.quiz_of(sheet)
    if quiz is None:
        return redirect("interviews:shadowing-page", situation.application.pk)
    if request.method != "POST":
        forms = [ChoiceForm(None, answer=answer) for answer in quiz.answers]
        return render(request, "interviews/shadowing/quiz.html", _context(situation, forms=forms))
    forms = [ChoiceForm(request.POST, answer=answer) for answer in quiz.answers]
    refusal = _save_answers(request, sheet.pk, forms)
    if refusal:
        context = _context(situation, forms=forms, refusal=refusal)
        return render(request, "interviews/shadowing/quiz.html", context, status=422)
    return redirect("interviews:shadowing-after", situation.application.pk)


def _save_answers(request: HttpRequest, sheet_id: int, forms: list[ChoiceForm]) -> str:
    """Save every choice; return what is wrong, if anything is."""
    for form in forms:
        if not form.is_valid():
            return _("Choose one of the answers that are shown.")
        try:
            actions.save_answer(
                sheet_id=sheet_id,
                position=form.answer.position,
                choice=form.choice(),
                stamp=read_stamp(request.POST, form.name),
                at=timezone.now(),
            )
        except (*REFUSALS, actions.NoteChanged) as refusal:
            return str(refusal)
    return ""


@candidates_page("POST")
def shadowing_answer(request: HttpRequest, situation: Situation, position: int) -> HttpResponse:
    """Save one answer as it is chosen."""
    sheet = sheet_of(situation)
    answer = sheet.answers.filter(position=position).first()
    if answer is None:
        raise Http404
    form = ChoiceForm(request.POST, answer=answer)
    if not form.is_valid():
        said = _("Choose one of the answers that are shown.")
        return JsonResponse({"error": said}, status=422)
    try:
        saved = actions.save_answer(
            sheet_id=sheet.pk,
            position=position,
            choice=form.choice(),
            stamp=read_stamp(request.POST, form.name),
            at=timezone.now(),
        )
    except actions.NoteChanged as standing:
        return _changed(standing)
    except REFUSALS as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return JsonResponse({"version": saved.version})


@candidates_page("GET", "HEAD", "POST")
def shadowing_after(request: HttpRequest, situation: Situation) -> HttpResponse:
    """The same statements once more, and whether they would still come; posting hands it in."""
    sheet = sheet_of(situation)
    if sheet.quiz_at is None or sheet.is_finished:
        return redirect("interviews:shadowing-page", situation.application.pk)
    if request.method != "POST":
        context = _context(situation, form=AfterForm())
        return render(request, "interviews/shadowing/after.html", context)
    form = AfterForm(request.POST)
    if form.is_valid():
        try:
            actions.finish_sheet(
                sheet_id=sheet.pk,
                after=form.values(),
                would_still=form.cleaned_data["would_still"],
                why=form.cleaned_data["why"],
                at=timezone.now(),
            )
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Handed in. Thank you for looking so closely."))
            return redirect("interviews:shadowing-page", situation.application.pk)
    context = _context(situation, form=form)
    return render(request, "interviews/shadowing/after.html", context, status=422)
