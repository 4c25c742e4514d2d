"""The roles of a text dump's lines, and the likeliest way through them.

A role says what a line is to its article and where in it it stands, so that which role may follow
which says what an article looks like: a headline, what stands between it and the first paragraph,
paragraphs and what stands among them, and again what is nobody's.
"""

import enum

import numpy as np
from numpy.typing import NDArray


class Role(enum.IntEnum):
    """What a line of text is.

    OUTSIDE is what no article has around it; MASTHEAD is furniture between headline and body,
    INSIDE furniture among paragraphs. OPENING is the first paragraph of an article without a
    headline.
    """

    OUTSIDE = 0
    HEADLINE = 1
    STANDFIRST = 2
    CAPTION = 3
    BYLINE = 4
    MASTHEAD = 5
    BODY = 6
    INSIDE = 7
    OPENING = 8


# The states are the roles, and a caption among paragraphs besides one above them.
_LOW_CAPTION = len(Role)
_ROLE_OF = np.array([*Role, Role.CAPTION])
_STATES = len(_ROLE_OF)
# What may stand between a headline and the first paragraph.
ABOVE_BODY = (Role.STANDFIRST, Role.CAPTION, Role.BYLINE, Role.MASTHEAD)
BODY_ROLES = (Role.BODY, Role.OPENING)
_STARTS = (Role.HEADLINE, Role.OPENING)
_FOLLOWING: dict[int, tuple[int, ...]] = {
    Role.OUTSIDE: (Role.OUTSIDE, *_STARTS),
    Role.HEADLINE: (Role.HEADLINE, *ABOVE_BODY, Role.BODY),
    **dict.fromkeys(ABOVE_BODY, (*ABOVE_BODY, Role.HEADLINE, Role.BODY)),
    Role.BODY: (Role.BODY, Role.INSIDE, _LOW_CAPTION, Role.OUTSIDE, *_STARTS),
    Role.OPENING: (Role.BODY, Role.INSIDE, _LOW_CAPTION, Role.OUTSIDE, *_STARTS),
    Role.INSIDE: (Role.INSIDE, Role.BODY, _LOW_CAPTION),
    _LOW_CAPTION: (_LOW_CAPTION, Role.INSIDE, Role.BODY, Role.OUTSIDE, *_STARTS),
}
_FIRST = (Role.OUTSIDE, *_STARTS)
_LAST = (Role.OUTSIDE, Role.BODY, Role.OPENING, _LOW_CAPTION)
_BARRED = -1e9


def _moves(start_cost: float) -> NDArray[np.float64]:
    """What it costs to go from one state to another."""
    table = np.full((_STATES, _STATES), _BARRED)
    for state, following in _FOLLOWING.items():
        table[state, list(following)] = 0.0
    for state in _LAST:
        table[state, list(_STARTS)] -= start_cost
    return table


def _only(states: tuple[int, ...]) -> NDArray[np.float64]:
    barred = np.full(_STATES, _BARRED)
    barred[list(states)] = 0.0
    return barred


def best_roles(log_probabilities: NDArray[np.float64], start_cost: float) -> NDArray[np.int64]:
    """The likeliest roles that can follow one another (Viterbi), of lines of one dump.

    Args:
        log_probabilities: of each role, a row a line, at least one.
        start_cost: what an article below another costs, in logarithms of odds.
    """
    scores = log_probabilities[:, _ROLE_OF]
    moves = _moves(start_cost)
    at = np.arange(_STATES)
    came_from = np.empty(scores.shape, dtype=np.int8)
    best = scores[0] + _only(_FIRST)
    for line in range(1, len(scores)):
        ways = best[:, None] + moves
        came = ways.argmax(axis=0)
        came_from[line] = came
        best = ways[came, at] + scores[line]
    state = int((best + _only(_LAST)).argmax())
    path = [state]
    for line in range(len(scores) - 1, 0, -1):
        state = int(came_from[line, state])
        path.append(state)
    return _ROLE_OF[path[::-1]]


def article_starts(roles: NDArray[np.int64]) -> NDArray[np.bool_]:
    """At which lines an article begins: at an opening, and at a headline below no other's."""
    starts: NDArray[np.bool_] = roles == Role.OPENING
    in_masthead = False
    for line, role in enumerate(roles.tolist()):
        if role == Role.HEADLINE:
            starts[line] = not in_masthead
            in_masthead = True
        elif role not in ABOVE_BODY:
            in_masthead = False
    return starts
