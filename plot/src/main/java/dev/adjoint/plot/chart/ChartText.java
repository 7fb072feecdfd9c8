package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.List;

/// The title above a chart and the notes below it.
///
/// @param title may be empty
/// @param notes sentences, wrapped at the width of the picture
record ChartText(String title, List<String> notes) {

  /// The distance of everything from the edge.
  static final double GAP = 16;

  static final Lettering TITLE = Lettering.of(16, Palette.INK).bolder();
  static final Lettering NOTE = Lettering.of(12, Palette.MUTED);

  /// Adds the title, cut to the width.
  void addTitle(List<Mark> marks, double width) {
    if (!title.isEmpty()) {
      String fitted = TITLE.fit(title, width - 2 * GAP);
      marks.add(Mark.Text.of(fitted, new Point(GAP, 28), Align.START, TITLE));
    }
  }

  /// Adds the notes below `bottom`.
  ///
  /// @return the whole picture
  Picture picture(List<Mark> marks, double width, double bottom) {
    double y = bottom;
    for (String note : notes) {
      for (String line : NOTE.wrap(note, width - 2 * GAP)) {
        marks.add(Mark.Text.of(line, new Point(GAP, y + 12), Align.START, NOTE));
        y += NOTE.lineHeight() + 1;
      }
    }
    String description = String.join(" ", notes);
    return new Picture(title.isEmpty() ? description : title, description, width, y + 10, marks);
  }
}
