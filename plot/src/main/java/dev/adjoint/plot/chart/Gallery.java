package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Raster;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;

/// Small images in rows, each with a caption of up to two lines.
///
/// @param columns how many images are in a row
public record Gallery(String title, int columns, List<Item> items) {

  private static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  private static final Lettering CAPTION = Lettering.of(11, Palette.INK);
  private static final double SIZE = 96;
  private static final double GAP = 16;
  private static final double LINES = 34;

  /// An image.
  ///
  /// @param pixels `[channels, height, width]` with one channel for grey or three for red, green
  ///   and blue, within 0 … 1
  /// @param caption lines below it, such as the answer and the truth
  /// @param right whether the frame is blue, for a right answer, or orange
  public record Item(float[][][] pixels, List<String> caption, boolean right) {

    /// Copies the caption.
    public Item {
      caption = List.copyOf(caption);
    }
  }

  /// Copies the list.
  public Gallery {
    items = List.copyOf(items);
    if (items.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "gallery: there are %d images in rows of %d; give at least one of each"
              .formatted(items.size(), columns));
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    List<Mark> marks = new ArrayList<>();
    if (!title.isEmpty()) {
      marks.add(Mark.Text.of(title, new Point(GAP, 28), Align.START, TITLE));
    }
    double top = title.isEmpty() ? GAP : 44;
    int rows = (items.size() + columns - 1) / columns;
    for (int i = 0; i < items.size(); i++) {
      double x = GAP + (i % columns) * (SIZE + GAP);
      int row = i / columns;
      double y = top + row * (SIZE + LINES + GAP);
      marks.addAll(item(items.get(i), x, y));
    }
    double width = GAP + Math.min(columns, items.size()) * (SIZE + GAP);
    String description =
        String.join("; ", items.stream().map(item -> String.join(", ", item.caption())).toList());
    return new Picture(
        title.isEmpty() ? description : title,
        description,
        Math.max(width, TITLE.width(title) + 2 * GAP),
        top + rows * (SIZE + LINES + GAP),
        marks);
  }

  private static List<Mark> item(Item item, double x, double y) {
    List<Mark> marks = new ArrayList<>();
    float[][][] pixels = item.pixels();
    int height = pixels[0].length;
    int width = pixels[0][0].length;
    Raster raster = Raster.of(width, height, (column, row) -> color(pixels, column, row));
    double scale = SIZE / Math.max(width, height);
    Box box =
        new Box(
            x + (SIZE - width * scale) / 2,
            y + (SIZE - height * scale) / 2,
            width * scale,
            height * scale);
    marks.add(new Mark.Image(box, raster, false));
    marks.add(
        new Mark.Rectangle(
            box.grow(1.5),
            2,
            Color.NONE,
            Stroke.of(item.right() ? Palette.BLUE : Palette.ORANGE, 2)));
    for (int line = 0; line < Math.min(2, item.caption().size()); line++) {
      String text = CAPTION.fit(item.caption().get(line), SIZE + GAP - 4);
      marks.add(
          Mark.Text.of(
              text, new Point(x + SIZE / 2, y + SIZE + 16 + 14 * line), Align.MIDDLE, CAPTION));
    }
    return marks;
  }

  private static Color color(float[][][] pixels, int column, int row) {
    int[] channels = new int[3];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = Math.round(255 * pixels[pixels.length == 1 ? 0 : c][row][column]);
    }
    return new Color(channels[0], channels[1], channels[2], 255);
  }
}
