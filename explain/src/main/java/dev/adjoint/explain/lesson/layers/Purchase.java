package dev.adjoint.explain.lesson.layers;

import dev.adjoint.explain.derivation.NamedTensor;
import dev.adjoint.explain.derivation.TraceGraph;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Lesson 2: the computational graph of a purchase, with one kind of fruit and with two.
public final class Purchase {

  private static final List<String> ONE = List.of("price", "count", "tax");
  private static final List<String> TWO =
      List.of("price", "count", "tax", "secondPrice", "secondCount");

  private Purchase() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("purchase.heading");
    sheet.paragraph("purchase.text");
    Shown one = Shown.of(100, 2, 1.1);
    sheet.quantities(
        "purchase.values",
        Quantity.of("paid", sheet.text("purchase.paid"), one.paid()).exactly(220));
    derivatives(sheet, "", ONE, one, 2.2, 110, 200);
    sheet.figure(
        "purchase", "purchase.caption", words -> one.picture(words, "purchase.caption", ONE));

    sheet.paragraph("purchase.rules");
    Shown two = Shown.of(100, 2, 1.1, 150, 3);
    sheet.quantities(
        "purchase.values",
        Quantity.of("paidTwo", sheet.text("purchase.paid"), two.paid()).exactly(715));
    derivatives(sheet, "two.", TWO, two, 2.2, 110, 650, 3.3, 165);
    sheet.figure(
        "purchase-two",
        "purchase.two.caption",
        words -> two.picture(words, "purchase.two.caption", TWO));
  }

  private static void derivatives(
      Sheet sheet, String prefix, List<String> names, Shown shown, double... stated) {
    Tensor[] leaves = shown.inputs().toArray(new Tensor[0]);
    Tensor[] analytic = Gradients.of(shown.paid(), BackwardMode.RETAIN_GRAPH, leaves);
    double[] at = shown.inputs().stream().mapToDouble(Tensor::item).toArray();
    Tensor numeric = Numeric.gradient(x -> bill(parts(x)), Tensor.of(ElementType.F64, at));
    Derivative[] rows =
        IntStream.range(0, at.length)
            .mapToObj(i ->
                Derivative.of(
                        prefix + names.get(i),
                        "∂/∂ " + sheet.text("purchase." + names.get(i)),
                        analytic[i],
                        numeric.select(0, i))
                    .exactly(stated[i]))
            .toArray(Derivative[]::new);
    sheet.derivatives("table.derivatives", rows);
  }

  private static List<Tensor> parts(Tensor x) {
    return IntStream.range(0, x.shape().count()).mapToObj(i -> x.select(0, i)).toList();
  }

  private static Tensor bill(List<Tensor> x) {
    Tensor goods = x.get(0).multiply(x.get(1));
    Tensor all = x.size() == 3 ? goods : goods.add(x.get(3).multiply(x.get(4)));
    return all.multiply(x.get(2));
  }

  /// A purchase with its trace: price, count, tax, and the price and count of a second fruit.
  private record Shown(List<Tensor> inputs, Tensor paid, Trace trace) {

    static Shown of(double... numbers) {
      List<Tensor> inputs = new ArrayList<>();
      for (double number : numbers) {
        inputs.add(Tensor.scalar(ElementType.F64, number).requiresGrad());
      }
      Tensor[] paid = new Tensor[1];
      Trace trace = Trace.of(() -> paid[0] = bill(inputs));
      return new Shown(List.copyOf(inputs), paid[0], trace);
    }

    Picture picture(LessonWords words, String caption, List<String> names) {
      List<NamedTensor> named = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        named.add(NamedTensor.input(words.text("purchase." + names.get(i)), inputs.get(i)));
      }
      named.add(NamedTensor.output(words.text("purchase.paid"), paid));
      return GraphPicture.of(
          TraceGraph.of(words.text("purchase.heading"), words.text(caption), trace, paid, named),
          words.text("picture.value"),
          words.text("picture.gradient"));
    }
  }
}
