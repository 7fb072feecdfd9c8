package dev.adjoint.plot.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A finished picture: its title, one sentence that says what it shows (screen readers read it
/// aloud), its size in pixels at scale 1, and its marks from back to front. The background is
/// white.
///
/// Writing the same picture again gives the same bytes.
public record Picture(
    String title, String description, double width, double height, List<Mark> marks) {

  public Picture {
    marks = List.copyOf(marks);
    if (!(width > 0 && height > 0 && width <= 20_000 && height <= 20_000)) {
      throw new IllegalArgumentException(
          "picture: width and height must be between 0 and 20000 pixels, but width is %s and height is %s"
              .formatted(width, height));
    }
  }

  /// The picture as an SVG document. Text remains text, in any script.
  public String toSvg() {
    return SvgWriter.document(this);
  }

  /// The picture as an `<svg>` element for an HTML page.
  public String toSvgElement() {
    return SvgWriter.element(this);
  }

  /// The picture as a PNG file with `scale` image pixels for each picture pixel. A scale of 2 is
  /// right for most screens and for print.
  ///
  /// Our own [StrokeFont] draws the letters, so the machine needs no fonts and the bytes do not
  /// depend on the machine's fonts. This font has Latin, Greek, mathematical and the frequent
  /// Chinese characters; any other character is drawn as a small box that contains its number,
  /// which [#canDrawText] tells in advance.
  public byte[] toPng(double scale) {
    return PngWriter.write(this, scale);
  }

  /// The same picture for a dark page: its paper is dark, and each colour has the lightness that
  /// keeps it as readable as before.
  public Picture dark() {
    return Dark.of(this);
  }

  /// Whether the PNG font has a glyph for every character of every text.
  public boolean canDrawText() {
    return canDraw(marks);
  }

  /// Pictures side by side, `gap` pixels apart, aligned at the top. A `title` that is not empty is
  /// shown above them.
  public static Picture row(String title, double gap, List<Picture> pictures) {
    double x = 0;
    double height = 0;
    List<Box> boxes = new ArrayList<>();
    for (Picture picture : pictures) {
      boxes.add(new Box(x, 0, picture.width, picture.height));
      x += picture.width + gap;
      height = Math.max(height, picture.height);
    }
    return compose(title, x - gap, height, pictures, boxes);
  }

  /// Pictures one below the other, `gap` pixels apart, centred. A `title` that is not empty is
  /// shown above them.
  public static Picture column(String title, double gap, List<Picture> pictures) {
    double width = pictures.stream().mapToDouble(Picture::width).max().orElse(0);
    double y = 0;
    List<Box> boxes = new ArrayList<>();
    for (Picture picture : pictures) {
      boxes.add(new Box((width - picture.width) / 2, y, picture.width, picture.height));
      y += picture.height + gap;
    }
    return compose(title, width, y - gap, pictures, boxes);
  }

  private static Picture compose(
      String title, double width, double height, List<Picture> pictures, List<Box> boxes) {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(
          "picture: there is nothing to lay out; give at least one picture");
    }
    Lettering heading = Lettering.of(17, Palette.INK).bolder();
    double head = title.isEmpty() ? 0 : 38;
    List<Mark> marks = new ArrayList<>();
    List<String> descriptions = new ArrayList<>();
    if (!title.isEmpty()) {
      marks.add(
          Mark.Text.of(
              heading.fit(title, width - 16), new Point(width / 2, 26), Align.MIDDLE, heading));
    }
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      marks.add(new Mark.Shifted(boxes.get(i).x(), boxes.get(i).y() + head, picture.marks));
      descriptions.add(picture.title + ": " + picture.description);
    }
    String name = title.isEmpty() ? pictures.getFirst().title : title;
    return new Picture(name, String.join(" ", descriptions), width, height + head, marks);
  }

  private static boolean canDraw(List<Mark> marks) {
    return marks.stream()
        .allMatch(mark ->
            switch (mark) {
              case Mark.Text text -> StrokeFont.covers(text.text());
              case Mark.Group(var inner, Optional<Box> _) -> canDraw(inner);
              case Mark.Shifted(double _, double _, var inner) -> canDraw(inner);
              case Mark.Polyline _,
                  Mark.Polygon _,
                  Mark.Rectangle _,
                  Mark.Circle _,
                  Mark.Path _,
                  Mark.Image _ ->
                  true;
            });
  }
}
