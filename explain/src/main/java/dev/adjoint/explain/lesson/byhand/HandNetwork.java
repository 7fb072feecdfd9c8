package dev.adjoint.explain.lesson.byhand;

import dev.adjoint.explain.derivation.NamedTensor;
import dev.adjoint.explain.derivation.TraceGraph;
import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.graph.NetworkPicture;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.List;

/// Lesson 1: a net of two inputs, two hidden units and one output, computed by hand.
public final class HandNetwork {

  private static final double RATE = 0.1;
  private static final int MORE_STEPS = 20;

  private HandNetwork() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    SmallNet net = SmallNet.start();
    SmallNet.Run[] run = new SmallNet.Run[1];
    Trace trace = Trace.of(() -> run[0] = net.run());
    SmallNet.Run first = run[0];
    forward(sheet, first);
    backward(sheet, net, first);
    sheet.figure("net", "hand.net.caption", words -> network(words, net, first));
    sheet.figure("graph", "hand.graph.caption", words -> graph(words, net, first, trace));
    update(sheet, net, first);
  }

  private static void forward(Sheet sheet, SmallNet.Run run) {
    sheet.heading("hand.forward");
    sheet.paragraph("hand.forward.text");
    sheet.lines(
        "x  = [0.9, 1.0]      target t = 2.0      η = 0.1",
        "W1 = [[0.2, 0.3], [0.4, 0.5]]            b1 = [0.1, 0.2]",
        "W2 = [[0.5, 0.6]]                        b2 = [0.4]",
        "s = W1·x + b1    h = relu(s)    z = W2·h + b2    L = ½·(z − t)²");
    sheet.quantities(
        "hand.forward.table",
        Quantity.of("s", sheet.text("hand.sums"), run.sums()).exactly(0.58, 1.06),
        Quantity.of("h", sheet.text("hand.activations"), run.hidden()).exactly(0.58, 1.06),
        Quantity.of("z", sheet.text("hand.output"), run.output()).exactly(1.326),
        Quantity.of("L", sheet.text("hand.loss"), run.loss()).exactly(0.227138));
  }

  private static void backward(Sheet sheet, SmallNet net, SmallNet.Run run) {
    sheet.heading("hand.backward");
    sheet.paragraph("hand.backward.text");
    Tensor[] g =
        Gradients.of(
            run.loss(),
            BackwardMode.RETAIN_GRAPH,
            run.output(),
            net.output().weight().value(),
            net.output().bias().orElseThrow().value(),
            run.hidden(),
            net.hidden().weight().value(),
            net.hidden().bias().orElseThrow().value());
    sheet.lines(
        "∂L/∂z  = z − t          ∂L/∂W2 = ∂L/∂z · hᵀ      ∂L/∂b2 = ∂L/∂z",
        "∂L/∂h  = W2ᵀ · ∂L/∂z    δ = ∂L/∂h where s > 0, else 0",
        "∂L/∂W1 = δ · xᵀ         ∂L/∂b1 = δ");
    sheet.derivatives(
        "table.derivatives",
        Derivative.of("dz", "∂L/∂z", g[0], Numeric.gradient(SmallNet::lossOfOutput, run.output()))
            .exactly(-0.674),
        Derivative.of("dW2", "∂L/∂W2", g[1], net.numeric("output.weight"))
            .exactly(-0.39092, -0.71444),
        Derivative.of("db2", "∂L/∂b2", g[2], net.numeric("output.bias")).exactly(-0.674),
        Derivative.of("dh", "∂L/∂h", g[3], Numeric.gradient(net::lossOfHidden, run.hidden()))
            .exactly(-0.337, -0.4044),
        Derivative.of("dW1", "∂L/∂W1", g[4], net.numeric("hidden.weight"))
            .exactly(-0.3033, -0.337, -0.36396, -0.4044),
        Derivative.of("db1", "∂L/∂b1", g[5], net.numeric("hidden.bias")).exactly(-0.337, -0.4044));
  }

  private static void update(Sheet sheet, SmallNet net, SmallNet.Run before) {
    sheet.heading("hand.update");
    sheet.paragraph("hand.update.text");
    sheet.lines("optimizer.zeroGrad();", "loss.backward();", "optimizer.step();");
    Optimizer optimizer = Optimizer.of(Parameters.of(net), new Sgd(RATE));
    optimizer.zeroGrad();
    before.loss().backward();
    optimizer.step();
    SmallNet.Run second = net.run();
    sheet.quantities(
        "hand.update.table",
        Quantity.of("newW2", "W2", net.output().weight().value()).exactly(0.539092, 0.671444),
        Quantity.of("newb2", "b2", net.output().bias().orElseThrow().value()).exactly(0.4674),
        Quantity.of("newW1", "W1", net.hidden().weight().value())
            .exactly(0.23033, 0.3337, 0.436396, 0.54044),
        Quantity.of("newb1", "b1", net.hidden().bias().orElseThrow().value())
            .exactly(0.1337, 0.24044),
        Quantity.of("newZ", sheet.text("hand.second"), second.output()).exactly(1.6191548740856),
        Quantity.of("newL", sheet.text("hand.secondLoss"), second.loss()));
    sheet.claims(sheet.claim("hand.smaller", second.loss().item() < before.loss().item()));
    double[] losses = new double[MORE_STEPS + 1];
    losses[0] = before.loss().item();
    for (int step = 1; step <= MORE_STEPS; step++) {
      Tensor loss = net.run().loss();
      losses[step] = loss.item();
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    sheet.figure("loss", "hand.curve.caption", words -> curve(words, losses));
  }

  private static Picture network(LessonWords words, SmallNet net, SmallNet.Run run) {
    return NetworkPicture.of(net.picture(words, run));
  }

  private static Picture graph(LessonWords words, SmallNet net, SmallNet.Run run, Trace trace) {
    List<NamedTensor> names =
        List.of(
            NamedTensor.input("x", SmallNet.INPUT),
            NamedTensor.input("t", SmallNet.TARGET),
            NamedTensor.parameter("W1", net.hidden().weight()),
            NamedTensor.parameter("b1", net.hidden().bias().orElseThrow()),
            NamedTensor.parameter("W2", net.output().weight()),
            NamedTensor.parameter("b2", net.output().bias().orElseThrow()),
            NamedTensor.between("s", run.sums()),
            NamedTensor.between("h", run.hidden()),
            NamedTensor.between("z", run.output()),
            NamedTensor.output("L", run.loss()));
    return GraphPicture.of(
        TraceGraph.of(
            words.text("hand.graph.title"),
            words.text("hand.graph.caption"),
            trace,
            run.loss(),
            names),
        words.text("picture.value"),
        words.text("picture.gradient"));
  }

  private static Picture curve(LessonWords words, double[] losses) {
    double[] steps = new double[losses.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i;
    }
    return Chart.of(
            words.text("hand.curve.title"),
            Axis.linear(words.text("picture.step")),
            Axis.log(words.text("picture.loss")))
        .with(Line.of("", steps, losses, Palette.BLUE))
        .toPicture();
  }
}
