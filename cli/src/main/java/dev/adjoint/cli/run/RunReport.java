package dev.adjoint.cli.run;

import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.explain.chart.Axis;
import dev.adjoint.explain.chart.LossChart;
import dev.adjoint.explain.picture.Picture;
import dev.adjoint.nn.Sequential;
import java.util.List;
import java.util.Optional;

/// The pictures of a run and its page.
record RunReport(
    RunFolder folder, SavedModel saved, Prepared prepared, Sequential network, RunResult result) {

  void write() {
    picture("loss", losses());
  }

  private Picture losses() {
    List<Double> training = result.history().stream().map(r -> r.training().loss()).toList();
    List<Double> validation = result.history().stream().map(r -> r.validation().loss()).toList();
    return new LossChart(
            "Loss",
            Axis.linear("epoch"),
            Axis.linear("loss"),
            List.of(
                new LossChart.Curve("training", training),
                new LossChart.Curve("validation", validation)),
            Optional.of(new LossChart.Best(1, result.finished().best().epoch(), "best")))
        .toPicture();
  }

  private void picture(String name, Picture picture) {
    folder.write(name + ".svg", picture.toSvg());
    folder.write(name + ".png", picture.toPng(2));
  }
}
