package dev.adjoint.examples.guide;

import module dev.adjoint.explain;

import dev.adjoint.plot.picture.Picture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Chapter 11: why a number is what it is.
public final class WhyAnyNumber {

  private WhyAnyNumber() {}

  /// An expansion, its text, and what would happen with another weight.
  public record Explained(
      Expansion why, List<String> lines, WhatIf edit, Ledger ledger, double[] parts, String page) {}

  /// Traces a step and takes one gradient apart.
  public static Explained explain() {
    // @start region="trace"
    var random = new SplittableRandom(1);
    var model = Sequential.of(Linear.of(4, 8, random), Activation.RELU, Linear.of(8, 3, random));
    var optimizer = Optimizer.of(model, new Adam(0.01));
    var loss = new CrossEntropyLoss();
    Tensor x = Tensor.normal(Shape.of(16, 4), 0, 1, random);
    Tensor t = Tensor.of(0L, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0);
    StepTrace trace =
        StepTrace.of(
            model,
            optimizer,
            Map.of("input", x, "target", t),
            () -> loss.of(model.forward(x, Pass.INFERENCE), t));
    // @end
    // @start region="why"
    Expansion why = Why.of(trace).explain(Element.parse("2.weight.grad[1,5]"));
    List<String> lines = WhyText.of(why, 10, address -> "look at " + address);
    // @end
    // @start region="set"
    WhatIf edit = WhatIf.of(trace, Element.parse("2.weight[1,5]"), 0.3);
    // @end
    // @start region="ledger"
    Ledger ledger = Ledger.of(trace);
    double promised = ledger.promise() + ledger.curvature();
    double real = ledger.real();
    // @end
    // @start region="who"
    SampleGradients samples = SampleGradients.of(trace, 16);
    double[] parts = samples.of(Element.parse("2.weight[1,5]"));
    double share = BatchNoise.of(samples).share();
    // @end
    // @start region="forms"
    Wording words = Wording.of(Locale.CHINESE);
    Report report = LedgerReport.of(ledger, Optional.of(BatchNoise.of(samples)), words);
    String page = report.toHtml();
    String text = report.toMarkdown();
    // @end
    // @start region="draw"
    Picture graph = Pictures.graph(model, x);
    String svg = graph.toSvg();
    byte[] png = graph.dark().toPng(2);
    // @end
    assert !svg.isEmpty() && png.length > 0;
    assert Math.abs(promised - real) < 1 && share > 0 && !text.isEmpty();
    return new Explained(why, lines, edit, ledger, parts, page);
  }
}
