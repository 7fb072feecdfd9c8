package dev.adjoint.explain.lesson.byhand;

import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Parameters;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Lesson 1: three errors in a widely copied text of this example. A numeric check finds them.
public final class Errata {

  private static final double RATE = 0.1;
  private static final double PRINTED_LOSS = 0.37826;
  private static final double PRINTED_OUTPUT = 1.618296;
  private static final double PRINTED_SLOPE = 1;

  private Errata() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    SmallNet net = SmallNet.start();
    SmallNet.Run run = net.run();
    double slope = Numeric.gradient(SmallNet::lossOfOutput, run.output()).item();
    double output = stepMeasured();
    double dp = Numeric.slope(y -> 4 - y, 1, 1e-5);
    sheet.heading("errata.heading");
    sheet.caution("errata.text");
    sheet.table(
        "errata.table",
        List.of(
            sheet.text("errata.what"),
            sheet.text("errata.printed"),
            sheet.text("errata.found"),
            sheet.text("errata.distance")),
        List.of(
            row(sheet.text("hand.loss"), PRINTED_LOSS, slope * slope / 2),
            row(sheet.text("hand.second"), PRINTED_OUTPUT, output),
            row("∂p/∂y", PRINTED_SLOPE, dp)));
    sheet.paragraph("errata.loss", NumberText.of(slope, 6));
    sheet.paragraph("errata.output");
    sheet.paragraph("errata.slope");
    sheet.quantities(
        "errata.checked",
        Quantity.of("errata.L", "½·(∂L/∂z)²", slope * slope / 2).rounded("0.227138"),
        Quantity.of("errata.z", sheet.text("hand.second"), output).rounded("1.619155"),
        Quantity.of("errata.dp", "∂p/∂y", dp).rounded("-1.000000"));
    sheet.claims(
        sheet.claim(
            "errata.all",
            differs(PRINTED_LOSS, run.loss().item())
                && differs(PRINTED_OUTPUT, output)
                && differs(PRINTED_SLOPE, dp)));
  }

  private static boolean differs(double printed, double found) {
    return Math.abs(printed - found) > 1e-4;
  }

  private static List<String> row(String name, double printed, double found) {
    return List.of(
        name,
        NumberText.of(printed, 7),
        NumberText.of(found, 7),
        NumberText.of(printed - found, 2));
  }

  /// The output after one step with measured gradients only; the chain rule is not used.
  private static double stepMeasured() {
    SmallNet net = SmallNet.start();
    var parameters = Parameters.of(net).byName();
    List<Tensor> gradients = parameters.keySet().stream().map(net::numeric).toList();
    int next = 0;
    for (var parameter : parameters.values()) {
      Tensor step = gradients.get(next++).multiply(RATE);
      parameter.replace(parameter.value().detach().subtract(step));
    }
    return net.run().output().item();
  }
}
