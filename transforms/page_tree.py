"""The elements around a page's blocks as arrays: what stands in which, and what looks alike."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from transforms.blocks import Block, Element

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Sums = NDArray[np.float64]


class PageTree:
    """The elements around a page's blocks, each once, in the order of the page.

    An outer one stands right before those in it, so that what an element holds is a slice.

    Attributes:
        elements: in this order.
        leaves: of each block the place of its own element in this order.
        parents: of each element the place of the one around it; -1 for the outermost.
        outer: the same, but its own place for the outermost.
        ends: of each element the place behind the last that is in it.
        depths: how many elements are around it, itself among them.
        numbers: Element.number.
        kinds: the signatures that there are, each once.
        signatures: equal numbers for equal signatures of it, which are places in kinds; of it and
            the one around it; of it and two.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Takes the blocks of one HTML page, in order, at least one."""
        places: dict[int, int] = {}
        self.elements: list[Element] = []
        parents: list[int] = []
        leaves = []
        for block in blocks:
            path = block.path
            place = places.get(path[-1].number, -1)
            if place < 0:
                new = len(path) - 1
                while new and path[new - 1].number not in places:
                    new -= 1
                place = places[path[new - 1].number] if new else -1
                for element in path[new:]:
                    parents.append(place)
                    place = places[element.number] = len(self.elements)
                    self.elements.append(element)
            leaves.append(place)
        self.leaves = np.array(leaves)
        self.parents = np.array(parents)
        self.ends = _find_ends(parents)
        self.outer = np.where(self.parents < 0, np.arange(len(parents)), self.parents)
        # From each element 1, 2, 4, … steps outwards, until all have arrived at the outermost.
        self._steps = [self.outer]
        while not np.array_equal(steps := self._steps[-1][self._steps[-1]], self._steps[-1]):
            self._steps.append(steps)
        self.depths = 1 + self.count_around(self.parents >= 0)
        self.numbers = np.array([element.number for element in self.elements])
        known: dict[str, int] = {}
        own = np.array([known.setdefault(e.signature, len(known)) for e in self.elements])
        self.kinds = tuple(known)
        two = self._sign(own, own)
        self.signatures = own, two, self._sign(own, two)

    def _sign(self, own: Numbers, around: Numbers) -> Numbers:
        # The outermost has nothing around it, which is no signature.
        above = np.where(self.parents < 0, 0, 1 + around[self.outer])
        numbers: Numbers = np.unique(above * len(self.kinds) + own, return_inverse=True)[1]
        return numbers

    def add_up(self, sums: NDArray[np.floating]) -> Sums:
        """For each element the sum of all blocks in it, a row for each of some numbers by block."""
        number = len(self.elements)
        before = np.zeros((len(sums), number + 1))
        np.cumsum(add_groups(sums, self.leaves, number), axis=1, out=before[:, 1:])
        added: Sums = before[:, self.ends] - before[:, :-1]
        return added

    def any_around(self, bits: Numbers) -> Numbers:
        """For each element the bits that it has or one around it has."""
        found = bits.copy()
        for steps in self._steps:
            found |= found[steps]
        return found

    def count_around(self, flags: Flags) -> Numbers:
        """For each element how many of it and those around it are flagged; the outermost is not."""
        counts = flags.astype(np.int64)
        for steps in self._steps:
            counts += counts[steps]
        return counts

    def nearest_around(self, flags: Flags) -> Numbers:
        """For each element the place of the innermost that is flagged, it or around it; else -1."""
        places = np.where(flags, np.arange(len(flags)), -1)
        for steps in self._steps:
            places = np.where(places < 0, places[steps], places)
        return places

    def shared(self, leaf: int) -> Numbers:
        """How many elements each has around it, itself among them, that another one has too."""
        flags = np.zeros(len(self.elements), dtype=np.bool_)
        path = self._path(leaf)
        flags[path[:-1]] = True
        outermost = self._steps[-1]
        shared: Numbers = self.count_around(flags) + (outermost == path[-1])
        return shared

    def _path(self, leaf: int) -> list[int]:
        path = []
        while leaf >= 0:
            path.append(leaf)
            leaf = int(self.parents[leaf])
        return path

    def inside(self, region: int) -> Flags:
        """Whether each is an element, or in it."""
        inside = np.zeros(len(self.elements), dtype=np.bool_)
        inside[region : self.ends[region]] = True
        return inside


def add_groups(sums: NDArray[np.floating], groups: Numbers, number: int) -> Sums:
    """For each of so many groups of blocks the sum of them, a row for each of some numbers."""
    return np.array([np.bincount(groups, weights=row, minlength=number) for row in sums])


def _find_ends(parents: Sequence[int]) -> Numbers:
    """Where what each element holds ends, given the place of the one around each."""
    ends = list(range(1, len(parents) + 1))
    for place in range(len(parents) - 1, -1, -1):
        parent = parents[place]
        if parent >= 0 and ends[parent] < ends[place]:
            ends[parent] = ends[place]
    return np.array(ends)
