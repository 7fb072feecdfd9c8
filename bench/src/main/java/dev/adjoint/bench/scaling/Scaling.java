package dev.adjoint.bench.scaling;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.MeasuredPage;
import dev.adjoint.bench.compare.Machine;
import dev.adjoint.bench.compare.Numbers;
import dev.adjoint.bench.scaling.Sweep.Measured;
import dev.adjoint.kernel.work.Workers;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// `bench/scaling`: measures training steps over growing sizes; writes `scaling.md`, `scaling.svg`
/// and `scaling.png`.
public final class Scaling {

  private static final String USAGE =
      """
      usage: bench/scaling [OPTION VALUE]…
        --sweeps LIST      default batch,width,depth,sequence
        --threads N        default 1
      """
          + MeasuredPage.options("scaling");

  private static final double SECONDS = 0.4;

  /// Where cost grows faster than the arithmetic by more than this, the table says so.
  private static final double CLIFF = 1.5;

  private Scaling() {}

  /// Takes about a minute.
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        USAGE,
        arguments,
        given -> {
          int threads = given.count("--threads", 1);
          Workers.threads(threads);
          List<Measured> measured = new ArrayList<>();
          for (String name : given.list("--sweeps", "batch,width,depth,sequence")) {
            measured.add(sweep(name).measure(SECONDS));
          }
          Picture picture =
              Picture.column("", 16, measured.stream().map(Measured::picture).toList());
          new MeasuredPage("scaling", picture, chart -> page(measured, threads, chart))
              .publish(given);
          return 0;
        });
  }

  private static Sweep sweep(String name) {
    return switch (name) {
      case "batch" ->
          new Sweep(
              "batch",
              "linear layers 256 – 256 – 256",
              powers(0, 10),
              batch -> linear(batch, 256, 2),
              batch -> 12.0 * batch * 256 * 256);
      case "width" ->
          new Sweep(
              "width",
              "two linear layers, batch 64",
              powers(4, 11),
              width -> linear(64, width, 2),
              width -> 12.0 * 64 * width * width);
      case "depth" ->
          new Sweep(
              "depth",
              "linear layers of width 128, batch 64",
              powers(0, 6),
              depth -> linear(64, 128, depth),
              depth -> 6.0 * depth * 64 * 128 * 128);
      case "sequence" ->
          new Sweep(
              "length",
              "causal self-attention of width 128, batch 4",
              powers(4, 10),
              Scaling::attention,
              length -> 6.0 * 4 * length * 128 * 512 + 6.0 * 4 * length * length * 128);
      default ->
          throw new IllegalArgumentException(
              "--sweeps: there is no %s; choose from batch, width, depth and sequence"
                  .formatted(name));
    };
  }

  private static int[] powers(int from, int to) {
    return IntStream.rangeClosed(from, to).map(power -> 1 << power).toArray();
  }

  private static Runnable linear(int batch, int width, int depth) {
    SplittableRandom random = new SplittableRandom(1);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(Linear.of(width, width, random));
      layers.add(Activation.RELU);
    }
    Sequential model = new Sequential(layers);
    return step(model, Tensor.normal(Shape.of(batch, width), 0, 1, random));
  }

  private static Runnable attention(int length) {
    SplittableRandom random = new SplittableRandom(1);
    PureLayer attended = x -> x.selfAttention(4, true);
    Sequential model =
        Sequential.of(Linear.of(128, 384, random), attended, Linear.of(128, 128, random));
    return step(model, Tensor.normal(Shape.of(4, length, 128), 0, 1, random));
  }

  /// A whole step: forward, mean square, backward and an update that is too small to change much.
  private static Runnable step(Layer model, Tensor x) {
    Optimizer optimizer = Optimizer.of(Parameters.of(model), new Sgd(1e-9));
    RecordedStep step =
        RecordedStep.of((input, _) -> model.forward(input, Pass.INFERENCE).square().mean());
    return () -> {
      optimizer.zeroGrad();
      step.run(x, x);
      optimizer.step();
    };
  }

  private static String page(List<Measured> measured, int threads, String chart) {
    StringBuilder page = new StringBuilder("# Scaling\n\n");
    page.append(
        "Measured %s, threads: %d.\n\n".formatted(LocalDate.now(ZoneId.systemDefault()), threads));
    Machine.facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
    page.append(
        """

        A training step (forward, backward, update) while one size grows. Growth is the time over that of the size before, divided by
        the growth of the arithmetic: 1 is ideal, less is better use of the machine; from %s on it is marked.

        ![scaling](%s)
        """
            .formatted(CLIFF, chart));
    for (Measured m : measured) {
      page.append("\n## %s: %s\n\n".formatted(m.sweep().name(), m.sweep().fixed()));
      page.append(
          "| %s | ms | GFLOP/s | growth |\n|---:|---:|---:|---:|\n".formatted(m.sweep().name()));
      for (int i = 0; i < m.seconds().length; i++) {
        page.append(
            "| %d | %s | %s | %s |\n"
                .formatted(
                    m.sweep().sizes()[i],
                    Numbers.text(1e3 * m.seconds()[i]),
                    Numbers.text(m.gigaflops(i)),
                    i == 0 ? "" : growth(m.excess(i))));
      }
    }
    return page.toString();
  }

  private static String growth(double excess) {
    return excess > CLIFF ? "**" + Numbers.text(excess) + "**" : Numbers.text(excess);
  }
}
