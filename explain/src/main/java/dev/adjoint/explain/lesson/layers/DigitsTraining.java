package dev.adjoint.explain.lesson.layers;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Split;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.metric.Metrics;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Lesson 2: a two-layer net of hand-written layers learns digits by mini-batch SGD. Its gradients
/// are checked first.
public final class DigitsTraining {

  private static final long SEED = 1;
  private static final int HIDDEN = 50;
  private static final int BATCH = 100;
  private static final int EPOCHS = 5;
  private static final double RATE = 0.1;
  private static final int GENERATED = 3000;
  private static final int CHECKED_SAMPLES = 3;
  private static final int MOST_CHECKED = 500;
  private static final List<String> NAMES = List.of("W1", "b1", "W2", "b2");

  private final Sheet sheet;
  private final Split split;
  private final TwoLayerNet net;
  private final List<List<String>> epochs = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();

  private DigitsTraining(Sheet sheet, Split split) {
    this.sheet = sheet;
    this.split = split;
    int in = split.training().featureShape().count();
    int out = split.training().classes().size();
    this.net = TwoLayerNet.of(in, HIDDEN, out, RandomStream.of(SEED, "weights"));
  }

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    Prepared prepared =
        sheet
            .digits()
            .map(folder -> Prepared.images(folder, Holdout.random(0.2, SEED)))
            .orElseGet(() ->
                Prepared.generated(GeneratedSet.DIGITS, GENERATED, 0.1, Holdout.random(0.2, SEED)));
    sheet.heading("digits.heading");
    sheet.paragraph(
        sheet.digits().isPresent() ? "digits.real" : "digits.drawn",
        prepared.split().training().count(),
        prepared.split().validation().count());
    new DigitsTraining(sheet, prepared.split()).write();
  }

  private void write() {
    int in = split.training().featureShape().count();
    sheet.lines(
        "x [N, %d] → Affine → [N, %d] → ReLU → Affine → [N, %d] → SoftmaxLoss → L"
            .formatted(in, HIDDEN, split.training().classes().size()));
    check();
    train();
  }

  private void check() {
    sheet.paragraph("digits.check", CHECKED_SAMPLES, MOST_CHECKED);
    TwoLayerNet exact = net.inDouble();
    DataSet few = split.training().select(IntStream.range(0, CHECKED_SAMPLES).toArray());
    Tensor x = flat(few.features()).to(ElementType.F64);
    Tensor oneHot = oneHot(few.target(), ElementType.F64);
    List<Tensor> byHand = exact.byHand(x, oneHot).gradients();
    Tensor[] engine =
        Gradients.of(
            new CrossEntropyLoss().of(exact.scores(x), few.target()),
            exact.parameters().stream().map(Parameter::value).toArray(Tensor[]::new));
    RandomGenerator random = RandomStream.of(SEED, "checked");
    List<Derivative> rows = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < NAMES.size(); i++) {
      Parameter parameter = exact.parameters().get(i);
      int count = parameter.shape().count();
      int[] positions =
          count <= MOST_CHECKED
              ? IntStream.range(0, count).toArray()
              : random.ints(MOST_CHECKED, 0, count).toArray();
      Tensor index = Tensor.of(positions);
      Tensor analytic = byHand.get(i).reshape(-1).indexSelect(0, index);
      Tensor numeric = measured(exact, parameter, positions, x, oneHot);
      String label = sheet.text("digits.row", NAMES.get(i), parameter.shape(), positions.length);
      rows.add(Derivative.of("digits.d" + NAMES.get(i), label, analytic, numeric));
      // The hand-written loss adds 1e-10 inside the logarithm.
      same &= byHand.get(i).subtract(engine[i]).abs().max().item() < 1e-8;
    }
    sheet.derivatives("digits.table", rows.toArray(new Derivative[0]));
    sheet.claims(sheet.claim("digits.same", same));
  }

  /// The derivatives of the loss with respect to some elements of a parameter.
  private static Tensor measured(
      TwoLayerNet net, Parameter parameter, int[] positions, Tensor x, Tensor oneHot) {
    Tensor start = parameter.value().detach();
    double[] numbers = start.toDoubleArray();
    double[] slopes = new double[positions.length];
    for (int i = 0; i < positions.length; i++) {
      int position = positions[i];
      slopes[i] =
          Numeric.slope(
              value -> {
                double[] moved = numbers.clone();
                moved[position] = value;
                parameter.replace(Tensor.of(ElementType.F64, moved, start.shape()));
                return Tensor.noGrad(() -> new CrossEntropyLoss().of(net.scores(x), oneHot)).item();
              },
              numbers[position],
              1e-5);
    }
    parameter.replace(start);
    return Tensor.of(ElementType.F64, slopes);
  }

  private void train() {
    sheet.paragraph("digits.train", BATCH, NumberText.of(RATE, 2), EPOCHS);
    Optimizer optimizer = Optimizer.of(Parameters.of(net), new Sgd(RATE));
    Batches batches = Batches.shuffled(split.training(), BATCH, SEED);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        TwoLayerNet.ByHand pass =
            net.byHand(flat(batch.features()), oneHot(batch.target(), ElementType.F32));
        optimizer.zeroGrad();
        for (int i = 0; i < NAMES.size(); i++) {
          net.parameters().get(i).addGradient(pass.gradients().get(i));
        }
        optimizer.step();
        losses.add(pass.loss());
      }
      epochs.add(
          List.of(
              Integer.toString(epoch + 1),
              Integer.toString(losses.size()),
              NumberText.fixed(losses.getLast(), 4),
              NumberText.fixed(accuracy(split.training()), 4),
              NumberText.fixed(accuracy(split.validation()), 4)));
    }
    sheet.table(
        "digits.epochs",
        List.of(
            sheet.text("digits.epoch"),
            sheet.text("digits.iteration"),
            sheet.text("digits.loss"),
            sheet.text("digits.training"),
            sheet.text("digits.held")),
        epochs);
    double accuracy = accuracy(split.validation());
    sheet.quantities(
        "digits.result",
        Quantity.of("digits.iterations", sheet.text("digits.iterations"), losses.size())
            .exactly((double) EPOCHS * batches.count().orElseThrow()),
        Quantity.of("digits.accuracy", sheet.text("digits.held"), accuracy));
    sheet.claims(sheet.claim("digits.learned", accuracy >= 0.9));
    sheet.figure("digits-loss", "digits.caption", this::curve);
  }

  private double accuracy(DataSet data) {
    return Metrics.accuracy(Tensor.noGrad(() -> net.scores(flat(data.features()))), data.target());
  }

  private Tensor oneHot(Tensor target, ElementType type) {
    return target.oneHot(split.training().classes().size()).to(type);
  }

  private static Tensor flat(Tensor features) {
    return features.flatten(1, -1);
  }

  private Picture curve(LessonWords words) {
    double[] y = losses.stream().mapToDouble(Double::doubleValue).toArray();
    return Chart.of(
            words.text("digits.chart"),
            Axis.linear(words.text("digits.iteration")),
            Axis.linear(words.text("picture.loss")))
        .with(Line.of("", y, Palette.BLUE))
        .toPicture();
  }
}
