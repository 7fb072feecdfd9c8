"""Makes han-glyphs.bin, the Chinese characters of PNG pictures, from Noto Sans CJK SC.

    python3 tools/han-glyphs.py NotoSansCJK-Regular.ttc plot/src/main/resources/dev/adjoint/plot/picture/han-glyphs.bin

Needs fontTools. The characters are level 1 of GB 2312, the 3,755 most frequent ones, the
punctuation of Chinese, and every other character in the
program's texts. Outlines are flattened to polygons on a grid of 128 units per em.

The file is a zlib stream. Numbers are LEB128; differences are zigzag-coded. It holds the count of
characters; then for each, in rising order: the difference of its code point to the one before, the
count of contours, and for each contour the count of points and the differences of x and y.
"""

import glob
import sys
import zlib

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTCollection

GRID = 128
TOLERANCE = 0.35


def characters(root):
    found = set()
    for lead in range(0xB0, 0xD8):  # level 1
        for trail in range(0xA1, 0xFF):
            try:
                found.add(bytes([lead, trail]).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    for name in glob.glob(root + "/**/*_zh.properties", recursive=True) + glob.glob(
        root + "/**/src/main/**/*.java", recursive=True
    ):
        if "/.fast/" in name or "/target/" in name:
            continue
        for c in open(name, encoding="utf-8").read():
            if 0x4E00 <= ord(c) <= 0x9FFF:
                found.add(c)
    found.update("，。、；：？！（）《》〈〉【】「」『』～％＋－＝／")
    return sorted(found, key=ord)


def flatten(p0, p1, p2, p3):
    """Points of a cubic curve after p0."""
    deviation = max(
        abs(p0[i] - 2 * p1[i] + p2[i]) + abs(p1[i] - 2 * p2[i] + p3[i]) for i in (0, 1)
    )
    steps = max(1, min(8, int((deviation / TOLERANCE) ** 0.5 + 0.999)))
    for k in range(1, steps + 1):
        t = k / steps
        u = 1 - t
        yield tuple(
            u**3 * p0[i] + 3 * u * u * t * p1[i] + 3 * u * t * t * p2[i] + t**3 * p3[i]
            for i in (0, 1)
        )


def contours(glyphs, name, scale):
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    result, points, at = [], [], (0, 0)
    for op, args in pen.value:
        args = [(x * scale, y * scale) for x, y in args]
        if op == "moveTo":
            points = [args[0]]
            at = args[0]
        elif op == "lineTo":
            points.append(args[0])
            at = args[0]
        elif op == "curveTo":
            points.extend(flatten(at, *args))
            at = args[-1]
        elif op in ("closePath", "endPath"):
            rounded = []
            for x, y in points:
                p = (round(x), round(y))
                if not rounded or rounded[-1] != p:
                    rounded.append(p)
            if len(rounded) > 1 and rounded[0] == rounded[-1]:
                rounded.pop()
            # Drop points in the middle of straight lines.
            kept = [
                p
                for i, p in enumerate(rounded)
                if (p[0] - rounded[i - 1][0]) * (rounded[(i + 1) % len(rounded)][1] - p[1])
                != (p[1] - rounded[i - 1][1]) * (rounded[(i + 1) % len(rounded)][0] - p[0])
            ]
            if len(kept) > 2:
                result.append(kept)
    return result


def number(out, n):
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)


def signed(out, n):
    number(out, 2 * n if n >= 0 else -2 * n - 1)


def main():
    source, target = sys.argv[1:3]
    font = next(
        f for f in TTCollection(source).fonts if f["name"].getDebugName(1) == "Noto Sans CJK SC"
    )
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = GRID / font["head"].unitsPerEm
    every = [c for c in characters(sys.argv[3] if len(sys.argv) > 3 else ".") if ord(c) in names]
    out = bytearray()
    number(out, len(every))
    before = 0
    for c in every:
        number(out, ord(c) - before)
        before = ord(c)
        shapes = contours(glyphs, names[ord(c)], scale)
        number(out, len(shapes))
        for shape in shapes:
            number(out, len(shape))
            x = y = 0
            for px, py in shape:
                signed(out, px - x)
                signed(out, py - y)
                x, y = px, py
    data = zlib.compress(bytes(out), 9)
    open(target, "wb").write(data)
    print(len(every), "characters,", len(out), "bytes,", len(data), "packed")


main()
