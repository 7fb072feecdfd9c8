package dev.adjoint.explain.lesson.automatic;

import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Lesson 4: a user-defined model, 10 → 20 → ReLU → 20 → 1, and the training loop.
public final class UserModel {

  private static final int STEPS = 200;
  private static final double RATE = 0.01;

  private UserModel() {}

  /// The user's model: a record of its layers and the order in which they are applied.
  record TenFeatures(Linear hidden, Linear output) implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return output.forward(hidden.forward(x).relu());
    }
  }

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("model.heading");
    sheet.paragraph("model.text");
    sheet.lines(
        "record TenFeatures(Linear hidden, Linear output) implements PureLayer {",
        "  public Tensor forward(Tensor x) {",
        "    return output.forward(hidden.forward(x).relu());",
        "  }",
        "}");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    TenFeatures model =
        new TenFeatures(inDouble(Linear.of(10, 20, random)), inDouble(Linear.of(20, 1, random)));
    Tensor x = Tensor.normal(ElementType.F64, Shape.of(5, 10), 0, 1, random);
    Tensor y = Tensor.normal(ElementType.F64, Shape.of(5, 1), 0, 1, random);
    parameters(sheet, model);
    check(sheet, model, x, y);
    train(sheet, model, x, y);
  }

  private static Linear inDouble(Linear layer) {
    return new Linear(
        Parameter.of(layer.weight().value().detach().to(ElementType.F64)),
        layer.bias().map(bias -> Parameter.of(bias.value().detach().to(ElementType.F64))));
  }

  private static void parameters(Sheet sheet, TenFeatures model) {
    sheet.paragraph("model.found");
    List<List<String>> rows = new ArrayList<>();
    Parameters.of(model)
        .byName()
        .forEach((path, parameter) ->
            rows.add(
                List.of(
                    path,
                    parameter.shape().toString(),
                    Integer.toString(parameter.shape().count()))));
    sheet.table(
        "model.parameters",
        List.of(sheet.text("roles.name"), sheet.text("roles.shape"), sheet.text("model.numbers")),
        rows);
    sheet.quantities(
        "model.counted",
        Quantity.of("model.count", sheet.text("model.all"), (double) Parameters.of(model).count())
            .exactly(10 * 20 + 20 + 20 + 1));
  }

  private static void check(Sheet sheet, TenFeatures model, Tensor x, Tensor y) {
    Loss loss = new MseLoss();
    Parameters parameters = Parameters.of(model);
    parameters.zeroGrad();
    loss.of(model.forward(x), y).backward();
    List<Derivative> rows = new ArrayList<>();
    for (Map.Entry<String, Parameter> entry : parameters.byName().entrySet()) {
      Parameter parameter = entry.getValue();
      Tensor start = parameter.value().detach();
      Tensor numeric =
          Numeric.gradient(
              value -> {
                parameter.replace(value);
                return loss.of(model.forward(x), y);
              },
              start);
      parameter.replace(start);
      rows.add(
          Derivative.of(
              "model.d" + entry.getKey(),
              "%s %s".formatted(entry.getKey(), start.shape()),
              parameter.gradient(),
              numeric));
    }
    sheet.derivatives("model.gradients", rows.toArray(new Derivative[0]));
  }

  private static void train(Sheet sheet, TenFeatures model, Tensor x, Tensor y) {
    sheet.paragraph("model.loop");
    sheet.lines(
        "Loss mse = new MseLoss();",
        "Optimizer optimizer = Optimizer.of(Parameters.of(model), new Sgd(0.01));",
        "for (int step = 0; step < %d; step++) {".formatted(STEPS),
        "  Tensor loss = mse.of(model.forward(x), y);",
        "  optimizer.zeroGrad();",
        "  loss.backward();",
        "  optimizer.step();",
        "}");
    Loss mse = new MseLoss();
    Optimizer optimizer = Optimizer.of(Parameters.of(model), new Sgd(RATE));
    double[] losses = new double[STEPS + 1];
    double[] steps = new double[STEPS + 1];
    List<List<String>> rows = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      Tensor loss = mse.of(model.forward(x), y);
      steps[step] = step;
      losses[step] = loss.item();
      if (step % 20 == 0) {
        rows.add(List.of(Integer.toString(step), NumberText.fixed(loss.item(), 6)));
      }
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    sheet.table(
        "model.losses", List.of(sheet.text("picture.step"), sheet.text("picture.loss")), rows);
    boolean falls = true;
    for (int step = 1; step <= STEPS; step++) {
      falls &= losses[step] < losses[step - 1];
    }
    sheet.claims(sheet.claim("model.falls", falls));
    sheet.figure(
        "model-loss",
        "model.caption",
        words ->
            Chart.of(
                    words.text("model.chart"),
                    Axis.linear(words.text("picture.step")),
                    Axis.linear(words.text("picture.loss")))
                .with(Line.of("", steps, losses, Palette.BLUE))
                .toPicture());
  }
}
