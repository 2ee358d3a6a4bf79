"""What the invented people say and write: letters, evidence, reasons, invented for the demo."""

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

EVIDENCE = {
    5: (
        "Repeated the caller's problem in her own words, asked what it had cost him today, and "
        "only then proposed two ways out.",
        "Stayed even through the third “I still don't see why”; drew a new picture instead of "
        "saying the same louder.",
        "Found the planted contradiction in the order data without a hint and told the customer "
        "what would happen next and when.",
        "Said “that was my mistake, not the system's” and described what she changed afterwards, "
        "with dates.",
    ),
    4: (
        "Thanked the caller for waiting, used the name naturally, and checked at the end whether "
        "anything was still open.",
        "Explained the knot in order, noticed that I was lost after step two, and went back one "
        "step without being asked.",
        "Answered every point of the mail; one sentence was longer than it had to be.",
        "Gave a colleague credit for the idea in the second story, with name and detail.",
    ),
    3: (
        "Polite and correct throughout; the apology came once and could have been anybody's.",
        "Got through the exercise with one prompt; explained with two terms that a customer would "
        "not know.",
        "Met what was asked in the task and stopped there; did not check the address again.",
        "Told one example from work; when probed, the result stayed vague: “it went fine”.",
    ),
    2: (
        "Went to the procedure before the caller had finished; acknowledged the delay only when "
        "I came back to it.",
        "Repeated the same explanation twice in the same words, then asked whether we could move "
        "on.",
        "Left two of the customer's four questions unanswered and misspelled the product's name.",
        "Blamed the previous shift for the lost parcel and could not say what they did themselves.",
    ),
    1: (
        "Interrupted the caller three times and said “you should have read the manual”.",
        "Gave up at the second non-understanding: “it is really not that hard”.",
        "The mail promises a refund that the policy in front of them rules out.",
        "All three setbacks were other people's fault; no share of their own was named.",
    ),
}

SCREEN_REASONS = (
    "The letter does not speak to our customers or to the work; copied from another application.",
    "Is looking for a technical post; we spoke on the phone and agreed that this is not it.",
    "Cannot work the shifts of this opening, and we have no other at the moment.",
    "Two of the three questions of the screening were left unanswered.",
)
DECLINE_REASONS = (
    "Good in writing, but the anchors for patience were not met by either of the two markers.",
    "Below the bar on the composite; the panel saw little of the values in the examples given.",
    "The gate on the voice exercise was not met; both coaches described it independently.",
)
HIRE_REASONS = (
    "Clear of the bar, with concrete examples of care in five stations; both coaches agree.",
    "Strong evidence of patience and follow-through; would be trusted with a customer tomorrow.",
)
WITHDRAW_REASONS = ("I have taken another post.", "The shifts do not fit my studies.", "")
SOURCES = ("Careers page", "Friend of the house", "Job board", "University fair", "Customer")

AGREED = (
    "The recording of the second call settles it: she asked before she proposed, twice.",
    "One of us saw only the first half; the written answer shows the rest.",
    "We had read the anchor for 3 differently. What was said is what the anchor for 4 describes.",
    "The prompt came from us, not from the caller, so it does not count against him.",
)

RESULT_OVERALL = (
    "Thank you for a whole day of your time. You were friendly from the first call to the last, "
    "and you told us when you did not know something: we liked that."
)
RESULTS = (
    "You greeted by name, asked before you proposed, and summed up at the end. Let the caller "
    "finish a little more often.",
    "You stayed steady when it became loud. Next time say aloud what you are doing meanwhile.",
    "Careful work: nearly everything was found. Read the last paragraph as slowly as the first.",
    "You explained it so that we could do it ourselves afterwards, with a picture that stays.",
)

OTHER_DAY = "I work on that day. Any day in the week after would suit me."
CALL_PLACE = "Video call"
CALL_URL = "https://calls.example.org/one-more"
CANNOT_COME = "My daughter has her first day of school that morning."
