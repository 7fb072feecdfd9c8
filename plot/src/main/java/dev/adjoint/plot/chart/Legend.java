package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Align;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import java.util.ArrayList;
import java.util.List;

/// Legend entries in rows, from left to right; a row ends at a given width. The legend is above the
/// plot, so it covers no data.
record Legend(List<Mark> marks, double height) {
  private static final Lettering TEXT = Lettering.of(12, Palette.INK);
  private static final double SAMPLE = 24;
  private static final double GAP = 6;
  private static final double BETWEEN = 18;
  private static final double ROW = 20;

  static Legend of(List<Key> keys, double width) {
    List<Mark> marks = new ArrayList<>();
    double x = 0;
    double y = ROW / 2;
    for (Key key : keys) {
      String label = TEXT.fit(key.label(), width - SAMPLE - GAP);
      double needed = SAMPLE + GAP + TEXT.width(label);
      if (x > 0 && x + needed > width) {
        x = 0;
        y += ROW;
      }
      marks.add(new Mark.Shifted(x, y, key.sample()));
      marks.add(Mark.Text.centered(label, new Point(x + SAMPLE + GAP, y), Align.START, TEXT));
      x += needed + BETWEEN;
    }
    return new Legend(marks, keys.isEmpty() ? 0 : y + ROW / 2);
  }
}
