"""Four calls of the headset shop, written for the demo: nobody's real ones."""

from __future__ import annotations

from typing import NamedTuple

from interviews.shadowing.drafts import ItemDraft

REPRESENTATIVE, CUSTOMER = "Representative", "Customer"
PAUSE = "---"


class Script(NamedTuple):
    """A call as it is written: who begins, then turn by turn; `---` is where the player waits."""

    title: str
    turns: tuple[str, ...]
    items: tuple[ItemDraft, ...]


SCRIPTS = (
    Script(
        "The wrong cushion, twice",
        (
            "Good morning, this is Lina. What can I do for you?",
            "You can send me the right cushion, for a change. This is the third time I ring you.",
            "The third time. That must be tiresome. May I hear what came, so that I do not make it "
            "a fourth?",
            "The small ones came. Twice. My headset is the large one, I said so both times.",
            PAUSE,
            "You said so, and we sent the small ones anyway. That was our mistake, not yours.",
            "Well. I sit on the telephone eight hours a day, my ears hurt.",
            "Then it has to be today. I am taking a large pair from the shelf now, and it goes "
            "with the courier at four. You have it tomorrow before noon.",
            "And the small ones?",
            PAUSE,
            "Keep them, or give them to somebody. I call you tomorrow at one to hear whether they "
            "fit. Is that a good time?",
            "One is fine. Thank you. Nobody had said yet that it was your mistake.",
        ),
        (
            ItemDraft(
                "What did the caller with the cushions get?",
                (
                    "The large pair by courier, and a call the next day at one",
                    "A refund of both orders",
                    "The small pair for the third time",
                    "A voucher for the next order",
                ),
            ),
            ItemDraft(
                "Where did the call about the cushions turn?",
                (
                    "When the mistake was owned",
                    "When the courier was mentioned",
                    "When the caller gave the order number",
                    "It did not turn",
                ),
            ),
        ),
    ),
    Script(
        "Hearing the grandson again",
        (
            "Hello, this is Lina. How can I help?",
            "Oh, hello. I do not know whether I am right with you. My grandson gave me such a "
            "thing for the ears, and now there is nothing in it.",
            "You are right with me. We have time. Is it lying in front of you?",
            "Yes. It has a little light, and the light is red.",
            PAUSE,
            "Red means that it is hungry. Is there a thin cable in the box, with a flat end?",
            "Wait, I have to find my glasses. You must have other people waiting.",
            "They are looked after. Find your glasses; I am still here.",
            "Here. The flat end goes, oh, it clicked. Now it is orange.",
            PAUSE,
            "Then you have done it. In an hour it is green, and on Sunday you hear him.",
            "How do you know that it is on Sunday?",
            "I did not; most people ring on Sundays. Shall I send you a page with large letters, "
            "with the three colors on it?",
            "That would be kind. You did not once say that it was easy.",
        ),
        (
            ItemDraft(
                "What did the red light mean?",
                (
                    "That the battery was empty",
                    "That the headset was broken",
                    "That it was paired with another telephone",
                    "That the microphone was off",
                ),
            ),
            ItemDraft(
                "What was promised to the grandmother at the end?",
                (
                    "A page with large letters about the three colors",
                    "A visit on Sunday",
                    "A new cable",
                    "A call in an hour",
                ),
            ),
        ),
    ),
    Script(
        "Forty desks by Thursday",
        (
            "Good afternoon, this is Lina.",
            "Forty headsets, wired, by Thursday. Can you do that, yes or no? I have two minutes.",
            "Yes for thirty-two, which are here. For eight I have to ask the other warehouse. May "
            "I have one of your two minutes for a question?",
            "One.",
            PAUSE,
            "Do your desks have the round plug or the flat one? Half of all returns are that.",
            "Flat. No, wait. The second floor has the old computers. Round, there.",
            "Then I would send twenty-five flat and fifteen round, and you send back what is over, "
            "at our cost.",
            "Fine. When do I know about the eight?",
            PAUSE,
            "By half past three, in writing, with a yes or with another way. You do not have to "
            "ring.",
            "Good. That was one minute fifty.",
        ),
        (
            ItemDraft(
                "Why was the question about the plug asked?",
                (
                    "Because half of all returns are that",
                    "Because the form has a box for it",
                    "Because the round plug is dearer",
                    "To win time for the warehouse",
                ),
            ),
            ItemDraft(
                "By when would the customer know about the last eight?",
                (
                    "By half past three, in writing",
                    "By Thursday, with the parcel",
                    "Within two minutes",
                    "The next morning, by a call",
                ),
            ),
        ),
    ),
    Script(
        "The echo that was not the headset",
        (
            "Hello, this is Lina. What brings you to us?",
            "A good day to you! Your headset has an echo, ha, I hear myself like in a church. I "
            "have read on the net that it is your new chip. So I should like my money back.",
            "In a church, that is no fun in a meeting. You get your money if it is the headset. "
            "Shall we find out first? It takes three minutes.",
            "With pleasure, but I tell you, it is the chip.",
            PAUSE,
            "May be. Please turn the loudspeakers of your computer down to nothing, and say "
            "something.",
            "One, two, three. Oh. Gone. That is the, well. It was the loudspeakers.",
            "They heard you and told your microphone. It happens in the best churches.",
            "And I had it all over the forum already. I suppose that I was wrong.",
            PAUSE,
            "You heard an echo, and there was one. If it comes back you still have sixty days; I "
            "note that, so that nobody asks you again.",
            "You are a patient one. I shall put it right in the forum.",
        ),
        (
            ItemDraft(
                "What caused the echo?",
                (
                    "The loudspeakers of the computer",
                    "The chip of the headset",
                    "The room",
                    "The line of the provider",
                ),
            ),
            ItemDraft(
                "How was the customer treated, who had been wrong?",
                (
                    "As somebody who had heard an echo, and there was one",
                    "As somebody who should have read the manual",
                    "With a discount for his trouble",
                    "As somebody who wanted money",
                ),
            ),
        ),
    ),
)
