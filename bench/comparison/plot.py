"""The figures as a picture: SVG, written as text."""
import math
import statistics

WIDTH = 860
LEFT = 150
BAR = 20
GAP = 8
COLOURS = {"herd": "#2f6f4f"}
OTHER = "#9aa5b1"
TITLES = {
    "a": "Five servers, all informed, pipelined: IAMAT/s",
    "b": "One server, pipelined: IAMAT/s",
    "c": "One server, one outstanding on each of 64 connections: IAMAT/s",
    "g": "20 nearest places within 10 km: WHATSAT/s",
    "f": "Memory for each of a million clients: bytes",
}


def svg(rows):
    parts, y = [], 20
    for key, title in TITLES.items():
        if key in rows:
            drawn, y = bars(title, rows[key]["figures"], y)
            parts += drawn
    if "i" in rows:
        drawn, y = curves(rows["i"]["figures"], y)
        parts += drawn
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" font-family="sans-serif" font-size="13">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{y}" fill="white"/>', *parts, "</svg>"]) + "\n"


def text(x, y, words, anchor="start", weight="normal", size=13):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-weight="{weight}" font-size="{size}" fill="#1c2530">{words}</text>'


def bars(title, figures, y):
    parts = [text(10, y + 12, title, weight="bold")]
    y += 24
    medians = {name: statistics.median(each["rate"] for each in rounds) for name, rounds in figures.items()}
    most = max(max(each["rate"] for each in rounds) for rounds in figures.values())
    scale = (WIDTH - LEFT - 130) / most
    for name, value in medians.items():
        middle = y + BAR / 2
        parts.append(text(LEFT - 8, middle + 5, name, "end"))
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{max(1, value * scale):.1f}" height="{BAR}" fill="{COLOURS.get(name, OTHER)}"/>')
        least, greatest = (of(each["rate"] for each in figures[name]) * scale + LEFT for of in (min, max))
        if greatest > least:
            parts.append(f'<line x1="{least:.1f}" x2="{greatest:.1f}" y1="{middle}" y2="{middle}" stroke="#1c2530"/>')
        parts.append(text(max(greatest, LEFT + value * scale) + 6, middle + 5, f"{value:,.0f}"))
        y += BAR + GAP
    return parts, y + 16


def curves(figures, y):
    parts = [text(10, y + 12, "How throughput changes with servers in one process, and with clients of one: IAMAT/s", weight="bold")]
    half = WIDTH / 2
    for kind, left in (("servers", 70), ("clients", half + 70)):
        points = []
        for name, rounds in figures.items():
            if name.endswith(kind):
                points.append((name.split()[0], statistics.median(each["rate"] for each in rounds)))
        parts += curve(points, kind, left, y + 40, half - 110, 160)
    return parts, y + 250


def curve(points, kind, left, top, width, height):
    if not points:
        return []
    most = round_up(max(value for _, value in points))
    parts = []
    for share in (0, 0.5, 1):
        line = top + height * (1 - share)
        parts.append(f'<line x1="{left}" x2="{left + width:.0f}" y1="{line}" y2="{line}" stroke="#dde2e7"/>')
        parts.append(text(left - 6, line + 4, f"{most * share:,.0f}", "end", size=11))
    places = []
    for i, (label, value) in enumerate(points):
        x = left + width * (i + 0.5) / len(points)
        y = top + height * (1 - value / most)
        places.append(f"{x:.1f},{y:.1f}")
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{COLOURS["herd"]}"/>')
        parts.append(text(x, y - 9, f"{value:,.0f}", "middle", size=11))
        parts.append(text(x, top + height + 18, label, "middle", size=11))
    parts.append(text(left + width / 2, top + height + 36, kind, "middle", size=11))
    parts.append(f'<polyline points="{" ".join(places)}" fill="none" stroke="{COLOURS["herd"]}" stroke-width="2"/>')
    return parts


def round_up(value):
    power = 10 ** math.floor(math.log10(value))
    return math.ceil(1.1 * value / power) * power
