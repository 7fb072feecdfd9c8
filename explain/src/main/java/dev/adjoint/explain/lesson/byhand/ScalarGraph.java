package dev.adjoint.explain.lesson.byhand;

import dev.adjoint.explain.derivation.NamedTensor;
import dev.adjoint.explain.derivation.TraceGraph;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.List;

/// Lesson 1: `f(x, y, z) = z·(x − y)` as a graph of single numbers.
public final class ScalarGraph {

  private static final double RATE = 0.1;

  private ScalarGraph() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("scalar.heading");
    sheet.paragraph("scalar.text");
    Parameter x = Parameter.of(Tensor.scalar(ElementType.F64, 4.0));
    Parameter y = Parameter.of(Tensor.scalar(ElementType.F64, 1.0));
    Parameter z = Parameter.of(Tensor.scalar(ElementType.F64, 3.0));
    Drawn before = Drawn.of(x, y, z);
    Tensor f = before.f();
    Tensor[] g = Gradients.of(f, BackwardMode.RETAIN_GRAPH, x.value(), y.value(), z.value());
    sheet.quantities(
        "scalar.values",
        Quantity.of("p", "p = x − y", before.p()).exactly(3),
        Quantity.of("f", "f = z·p", f).exactly(9));
    Tensor at = Tensor.of(ElementType.F64, 4.0, 1.0, 3.0);
    double[] numeric = Numeric.gradient(ScalarGraph::value, at).toDoubleArray();
    sheet.derivatives(
        "table.derivatives",
        Derivative.of("df/dx", "∂f/∂x = z", g[0], Tensor.scalar(ElementType.F64, numeric[0]))
            .exactly(3),
        Derivative.of("df/dy", "∂f/∂y = −z", g[1], Tensor.scalar(ElementType.F64, numeric[1]))
            .exactly(-3),
        Derivative.of("df/dz", "∂f/∂z = x − y", g[2], Tensor.scalar(ElementType.F64, numeric[2]))
            .exactly(3));
    sheet.figure("scalar", "scalar.caption", before::picture);

    sheet.paragraph("scalar.step");
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(x, y, z)), new Sgd(RATE));
    optimizer.zeroGrad();
    f.backward();
    optimizer.step();
    Drawn after = Drawn.of(x, y, z);
    Tensor moved = Tensor.stack(0, x.value(), y.value(), z.value());
    sheet.quantities(
        "scalar.after",
        Quantity.of("moved", "(x, y, z)", moved).exactly(3.7, 1.3, 2.7),
        Quantity.of("newF", "f = z·(x − y)", after.f()).exactly(6.48));
  }

  private static Tensor value(Tensor at) {
    return at.select(0, 2).multiply(at.select(0, 0).subtract(at.select(0, 1)));
  }

  /// The function at one point, with its trace.
  private record Drawn(Tensor p, Tensor f, Trace trace, List<NamedTensor> names) {

    static Drawn of(Parameter x, Parameter y, Parameter z) {
      List<Tensor> made = new ArrayList<>();
      Trace trace =
          Trace.of(() -> {
            Tensor p = x.value().subtract(y.value());
            made.add(p);
            made.add(z.value().multiply(p));
          });
      return new Drawn(
          made.get(0),
          made.get(1),
          trace,
          List.of(
              NamedTensor.parameter("x", x),
              NamedTensor.parameter("y", y),
              NamedTensor.parameter("z", z),
              NamedTensor.between("p", made.get(0)),
              NamedTensor.output("f", made.get(1))));
    }

    Picture picture(LessonWords words) {
      return GraphPicture.of(
          TraceGraph.of("f = z·(x − y)", words.text("scalar.caption"), trace, f, names),
          words.text("picture.value"),
          words.text("picture.gradient"));
    }
  }
}
