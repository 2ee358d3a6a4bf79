"""What invented interviewers saw, by kind of stage and mark (nobody hears a call in a grammar
test), and what candidates hear of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Seen = Mapping[int, tuple[str, ...]]

BY_KIND: Final[Mapping[str, Seen]] = {
    "voice-coach": {
        5: (
            "Said the caller's trouble back in own words, asked what it had cost today, and only "
            "then proposed two ways out; the voice stayed warm to the last word.",
            "Took up the note after one hearing: the second reading was slower, with a pause "
            "before the price, and did not sound read.",
        ),
        4: (
            "Thanked the caller for waiting, used the name naturally, and asked at the end whether "
            "anything was still open.",
            "Clear and friendly throughout; in the passage two sentences ran into each other, and "
            "were said again unasked.",
        ),
        3: (
            "Polite and correct; “I am sorry to hear that” came once, in nobody's voice.",
            "Easy to follow, if a little fast; slowed down when told to, and sped up again in the "
            "last third.",
        ),
        2: (
            "Went to the procedure before the caller had finished; spoke of the delay only when I "
            "came back to it.",
            "The last words of most sentences were lost; the repetition after my note sounded the "
            "same as before.",
        ),
        1: (
            "Interrupted the caller three times and said “you should have read the manual”.",
            "Read the passage in one breath, would not read it again: “I always talk like this”.",
        ),
    },
    "psychologist": {
        5: (
            "Told of a guest who shouted: noticed the own voice going up, sat down with him, let "
            "him finish. Speaks of him without bitterness today.",
            "Both setbacks have particular causes and an own share, named unasked; the term after "
            "was planned differently, with dates.",
        ),
        4: (
            "Was indignant about the supplier and rang a fourth time all the same, with notes on "
            "what to say.",
            "Expects it to go better next time and can say why; one of the two stories stayed "
            "short.",
        ),
        3: (
            "Remembered a loud customer only after some time; left it to a colleague, and thought "
            "about it afterwards.",
            "One setback explained by what can be changed, the other with “that is how it is”.",
        ),
        2: (
            "Still angry about a remark from two years ago; saw the other side only when asked for "
            "it directly.",
            "Both setbacks were bad luck in this account; what was done next came after two "
            "questions.",
        ),
        1: (
            "All three setbacks were other people's fault; no share of their own was named.",
            "Raised the voice when I disagreed on purpose, and did not come back to it afterwards.",
        ),
    },
    "grammar-test": {
        5: (
            "Every agreement and tense right, and in the proofreading the twelfth mistake found "
            "that most people read past.",
            "Rewrote the three blunt sentences so that they stay true and become kind; not a comma "
            "astray.",
        ),
        4: (
            "Two slips in forty items, both in rare forms; the product name is spelled right "
            "everywhere.",
            "Found ten of the twelve mistakes in the letter and marked nothing that was right.",
        ),
        3: (
            "Everyday sentences are safe; articles and the past perfect were guessed at.",
            "Seven of the twelve mistakes found; the wrong date in the second paragraph was not.",
        ),
        2: (
            "“Their” and “there” mixed up three times, and sentences end without a verb.",
            "Stopped the proofreading half-way with time left; the misspelled product name stayed.",
        ),
        1: (
            "Most items of the second part were left empty; what is there would confuse a "
            "customer.",
            "Corrected words that were right and left the ones that were wrong, nine of twelve.",
        ),
    },
    "memory-test": {
        5: (
            "Gave back name, order number and both promises of the call word for word after half "
            "an hour.",
            "Took short notes while listening and retold the case in order, with what the caller "
            "wished last.",
        ),
        4: (
            "Eight of ten facts of the call were there; the missing two were small ones.",
            "The record was kept exactly; one digit of the telephone number had changed places.",
        ),
        3: (
            "Knew what the call was about and what was promised; the numbers came with a prompt.",
            "Five of ten facts retold; the order of events was mended when asked for it.",
        ),
        2: (
            "Kept the beginning of the call and lost the end; mixed up who was to ring back.",
            "Wrote down much and found little of it again; the delivery day was a guess.",
        ),
        1: (
            "Retold another case than the one heard, and was sure of it when asked again.",
            "One of ten facts was right; no notes were taken although there was paper.",
        ),
    },
    "support-case": {
        5: (
            "Found the planted contradiction in the order data without a hint and told the "
            "customer what happens next, and when.",
            "Four questions, four answers, in the order of their urgency; two ways out, both "
            "within the policy.",
        ),
        4: (
            "Answered every point of the mail; one sentence was longer than it had to be.",
            "Looked into the handbook before promising; the apology names what went wrong.",
        ),
        3: (
            "Met what was asked in the mail and stopped there; the old address was not looked at.",
            "Friendly and correct; uses two terms that a customer would not know.",
        ),
        2: (
            "Left two of the customer's four questions unanswered and misspelled the product's "
            "name.",
            "The first paragraph explains our process; what the customer is to do stands in the "
            "last line.",
        ),
        1: (
            "The mail promises a refund that the policy beside it rules out.",
            "Three lines, no greeting; tells the customer to read the manual, without a link.",
        ),
    },
    "call-shadowing": {
        5: (
            "Wrote down what the caller wanted and what was said instead, and asked me about the "
            "difference as soon as the line was free.",
            "After the unfair caller: “she must have waited all week for this”. Not one word about "
            "the tone.",
        ),
        4: (
            "The sheet is complete and exact for all calls; the question about the credit note was "
            "a good one.",
            "Remembered in the third call what I had explained after the first, and said so.",
        ),
        3: (
            "Listened attentively; the sheet says what happened, seldom why it was done like that.",
            "Asked two questions, both when invited to; kept the headset rules without a reminder.",
        ),
        2: (
            "Looked at the phone during the second call; the sheet for it has one line.",
            "Found the third caller “difficult” and did not come upon what the caller needed.",
        ),
        1: (
            "Sighed aloud at a caller who asked twice, and laughed about the name afterwards.",
            "Handed in an empty sheet for two of four calls: “they were all the same”.",
        ),
    },
    "teach-me-something": {
        5: (
            "Stayed even through the third “I still don't see why”; drew a new picture instead of "
            "saying the same louder.",
            "Asked first what I knew already, and had me tie the knot at the end: it held.",
        ),
        4: (
            "Explained the knot in order, noticed that I was lost after step two, and went back "
            "one step without being asked.",
            "Good pictures and a friendly pace; the third explanation was close to the second.",
        ),
        3: (
            "Got through the topic with one prompt; explained with two terms that I could not "
            "know.",
            "Patient at the first two probes, shorter at the third; I understood the main point.",
        ),
        2: (
            "Repeated the same explanation twice in the same words, then asked whether we could "
            "move on.",
            "Spoke to the sheet more than to me; did not see that I had stopped taking notes.",
        ),
        1: (
            "Gave up at the second non-understanding: “it is really not that hard”.",
            "Changed the topic when I asked why, and again when I asked what for.",
        ),
    },
    "culture-panel": {
        5: (
            "Said “that was my mistake, not the system's” and described what is done differently "
            "since, with dates.",
            "Gave back money nobody had asked for, and told the team how it had come about; "
            "the former manager's name for it came without a question.",
        ),
        4: (
            "Gave a colleague credit for the idea in the second story, with name and detail.",
            "Stayed until the customer's matter was done and handed over in writing; the third "
            "example was thinner.",
        ),
        3: (
            "Told one example from work; when probed, the result stayed vague: “it went fine”.",
            "Knows what would be right in our case and has not yet had to do it.",
        ),
        2: (
            "Blamed the previous shift for the lost parcel and could not say what was done about "
            "it.",
            "Would follow the rule in all three cases and did not ask what it is for.",
        ),
        1: (
            "Would tell the customer that the parcel had been sent: “they cannot check it anyway”.",
            "Called customers who return things thieves, twice, and meant it.",
        ),
    },
    "cover-letter": {
        5: (
            "Writes to us and to nobody else: quotes our page, tells of one customer, and says "
            "what came of it.",
            "Half a page, no word too many; shows with the hotel night what others only claim.",
        ),
        4: (
            "Concrete and friendly, with figures from the last post; one sentence about us is "
            "general.",
            "Careful to the last comma; why customer service, is said in one good example.",
        ),
        3: (
            "Tidy and correct; could have been sent to three other shops with the name changed.",
            "Lists what was done at the last post; what customers had of it is left to guess.",
        ),
        2: (
            "Two of three paragraphs are about the salary and the hours; one spelling mistake in "
            "our name.",
            "A letter from a template: the brackets for the company's name are still there.",
        ),
        1: (
            "Addressed to another company, about another post.",
            "Two lines without a greeting: “see CV”, and there is no CV with it.",
        ),
    },
}

TOLD: Final[Mapping[str, str]] = {
    "voice-coach": "You greeted by name, asked before you proposed, and summed up at the end. Let "
    "the caller finish a little more often.",
    "psychologist": "You stayed steady when it became loud. Next time say aloud what you are "
    "doing meanwhile.",
    "grammar-test": "Careful work: nearly everything was found. Read the last paragraph as slowly "
    "as the first.",
    "memory-test": "You kept what mattered to the caller. Short notes while you listen would keep "
    "the numbers as well.",
    "support-case": "A clear and kind mail that answers what was asked. Say at the top what the "
    "customer is to do.",
    "call-shadowing": "Your sheet shows that you listened to the people and not only to the "
    "matter. Ask more: we like to be asked.",
    "teach-me-something": "You explained it so that we could do it ourselves afterwards, with a "
    "picture that stays.",
    "culture-panel": "Your examples were your own, and you said what you would do differently. We "
    "would have liked to hear more of the colleagues in them.",
    "cover-letter": "A letter to us and to nobody else. One more example of a customer would have "
    "made it stronger.",
}
