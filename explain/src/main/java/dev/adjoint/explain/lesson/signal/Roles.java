package dev.adjoint.explain.lesson.signal;

import dev.adjoint.explain.derivation.TensorLabel;
import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lesson 3: which value of a net is a parameter, an activation or a hyperparameter. The program
/// determines this itself.
public final class Roles {

  private static final String NONE = "–";

  private Roles() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("roles.heading");
    sheet.paragraph("roles.text");
    SmallNet net = SmallNet.start();
    Map<String, Parameter> parameters = Parameters.of(net).byName();
    IdentityHashMap<Tensor, String> paths = new IdentityHashMap<>();
    parameters.forEach((path, parameter) -> paths.put(parameter.value(), path));
    SmallNet.Run[] run = new SmallNet.Run[1];
    Trace trace = Trace.of(() -> run[0] = net.run());

    List<List<String>> rows = new ArrayList<>();
    IdentityHashMap<Tensor, Boolean> met = new IdentityHashMap<>();
    int learned = 0;
    int computed = 0;
    for (Trace.Step step : trace.steps()) {
      for (Tensor input : step.inputs()) {
        String path = paths.get(input);
        if (met.putIfAbsent(input, true) == null && path != null) {
          rows.add(row(sheet, path, "roles.parameter", input));
          learned += input.shape().count();
        } else if (input == SmallNet.INPUT) {
          rows.add(row(sheet, "x", "roles.input", input));
        } else if (input == SmallNet.TARGET) {
          rows.add(row(sheet, "t", "roles.target", input));
        }
      }
      met.put(step.result(), true);
      Optional<String> name = name(run[0], step.result());
      if (name.isPresent()) {
        boolean isLoss = step.result() == run[0].loss();
        String role = isLoss ? "roles.loss" : "roles.activation";
        rows.add(row(sheet, name.get(), role, step.result()));
        computed += isLoss ? 0 : step.result().shape().count();
      }
    }
    Sgd rule = new Sgd(0.1);
    String hyper = sheet.text("roles.hyperparameter");
    rows.add(List.of(sheet.text("roles.rate"), hyper, NONE, number(rule.rate().at(1))));
    rows.add(List.of(sheet.text("roles.momentum"), hyper, NONE, number(rule.momentum())));
    rows.add(
        List.of(sheet.text("roles.units"), hyper, NONE, number(run[0].hidden().shape().count())));
    rows.add(List.of(sheet.text("roles.steps"), hyper, NONE, "1"));
    sheet.table(
        "roles.table",
        List.of(
            sheet.text("roles.name"),
            sheet.text("roles.role"),
            sheet.text("roles.shape"),
            sheet.text("roles.value")),
        rows);
    sheet.quantities(
        "roles.counts",
        Quantity.of("roles.learned", sheet.text("roles.learned"), learned)
            .exactly((double) Parameters.of(net).count()),
        Quantity.of("roles.computed", sheet.text("roles.computed"), computed).exactly(2 + 2 + 1));
    sheet.paragraph("roles.rule");
  }

  /// The name of a value of the net; empty for the intermediate values of the loss.
  private static Optional<String> name(SmallNet.Run run, Tensor made) {
    if (made == run.sums()) {
      return Optional.of("s = W1·x + b1");
    }
    if (made == run.hidden()) {
      return Optional.of("h = relu(s)");
    }
    if (made == run.output()) {
      return Optional.of("z = W2·h + b2");
    }
    return made == run.loss() ? Optional.of("L = ½·(z − t)²") : Optional.empty();
  }

  private static List<String> row(Sheet sheet, String name, String role, Tensor value) {
    return List.of(name, sheet.text(role), value.shape().toString(), TensorLabel.of(value, 5));
  }

  private static String number(double value) {
    return NumberText.of(value, 5);
  }
}
