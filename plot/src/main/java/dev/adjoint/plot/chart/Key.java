package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Mark;
import java.util.List;

/// A legend entry: its label and a sample, drawn in a box that is 24 pixels wide, from (0, −6) to
/// (24, 6).
public record Key(String label, List<Mark> sample) {
  public Key {
    sample = List.copyOf(sample);
  }
}
