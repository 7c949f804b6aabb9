"""A made-up identity card as a picture, for the practice estate and its day: nobody's, and marked as a specimen."""

import io


def card(name: str, number: str) -> bytes:
    """Return the file of a card that shows a name and a number that are nobody's."""
    from PIL import Image, ImageDraw

    from kiosk.printing.fonts import font

    image = Image.new("RGB", (1012, 638), (231, 240, 243))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((6, 6, 1006, 632), 36, outline=(150, 178, 188), width=4)
    for y in range(40, 620, 22):
        pen.line((30, y, 980, y + 8), fill=(219, 232, 237), width=3)
    pen.rounded_rectangle((690, 110, 930, 420), 12, fill=(198, 211, 217))
    pen.ellipse((760, 160, 860, 270), fill=(150, 166, 174))
    pen.pieslice((720, 290, 900, 520), 180, 360, fill=(150, 166, 174))
    for y, label, value in ((110, "姓名", name), (200, "性别", "—"), (290, "住址", "样本路 1 号")):
        pen.text((70, y), label, fill=(70, 120, 140), font=font(34))
        pen.text((190, y - 4), value, fill=(30, 36, 40), font=font(42))
    pen.text((70, 530), "号码", fill=(70, 120, 140), font=font(34))
    pen.text((190, 524), number, fill=(30, 36, 40), font=font(46, bold=True))
    pen.text((330, 430), "样本  SPECIMEN", fill=(176, 58, 46), font=font(48, bold=True))
    made = io.BytesIO()
    image.save(made, "JPEG", quality=88)
    return made.getvalue()
