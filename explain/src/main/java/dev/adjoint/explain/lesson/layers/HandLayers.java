package dev.adjoint.explain.lesson.layers;

import dev.adjoint.explain.lesson.working.Claim;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Lesson 2: layers with hand-written forward and backward, compared with the engine's operations.
public final class HandLayers {

  private final Sheet sheet;
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20);

  private HandLayers(Sheet sheet) {
    this.sheet = sheet;
  }

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    new HandLayers(sheet).write();
  }

  private void write() {
    sheet.heading("layers.heading");
    sheet.paragraph("layers.text");
    sheet.lines(
        "ReLU      y = max(x, 0)           dx = dy where x > 0, else 0",
        "Sigmoid   y = 1/(1 + e⁻ˣ)         dx = dy·y·(1 − y)",
        "Affine    Y = X·W + b             dX = dY·Wᵀ    dW = Xᵀ·dY    db = Σ dY",
        "SoftmaxLoss  L = −Σ t·log y / N   dx = (y − t)/N");
    activations();
    affine();
    softmaxLoss();
  }

  private void activations() {
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{1.0, -0.5}, {-2.0, 3.0}});
    Tensor dy = Tensor.of(ElementType.F64, new double[][] {{1, 2}, {3, 4}});
    sheet.paragraph("layers.activations");
    compare("relu", new HandLayer.Relu(), in -> in.get(0).relu(), dy, List.of("x"), List.of(x));
    compare(
        "sigmoid",
        new HandLayer.Sigmoid(),
        in -> in.get(0).sigmoid(),
        dy,
        List.of("x"),
        List.of(x));
  }

  private void affine() {
    sheet.paragraph("layers.affine");
    affine("affine", Shape.of(4, 5), 5);
    sheet.paragraph("layers.higher");
    affine("affineHigher", Shape.of(2, 2, 3), 6);
  }

  private void affine(String id, Shape shape, int in) {
    Tensor x = drawn(shape);
    Tensor w = drawn(Shape.of(in, 3));
    Tensor b = drawn(Shape.of(3));
    Tensor dy = drawn(Shape.of(shape.size(0), 3));
    compare(
        id,
        new HandLayer.Affine(w, b),
        all -> all.get(0).reshape(shape.size(0), in).matmul(all.get(1)).add(all.get(2)),
        dy,
        List.of("X", "W", "b"),
        List.of(x, w, b));
  }

  private void softmaxLoss() {
    sheet.paragraph("layers.softmax");
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{0.3, 2.9, 4.0}, {1.0, -1.0, 0.5}});
    Tensor index = Tensor.of(2L, 0L);
    Tensor oneHot = index.oneHot(3).to(ElementType.F64);
    Tensor dy = Tensor.scalar(ElementType.F64, 1.0);
    compare(
        "softmaxIndex",
        new HandLayer.SoftmaxLoss(oneHot),
        in -> new CrossEntropyLoss().of(in.get(0), index),
        dy,
        List.of("x"),
        List.of(x));
    compare(
        "softmaxOneHot",
        new HandLayer.SoftmaxLoss(oneHot),
        in -> new CrossEntropyLoss().of(in.get(0), oneHot),
        dy,
        List.of("x"),
        List.of(x));
  }

  /// Compares the hand-written forward with the engine's, and the hand-written backward with the
  /// engine's and with central differences of `Σ y·dy`.
  private void compare(
      String id,
      HandLayer layer,
      Function<List<Tensor>, Tensor> engine,
      Tensor dy,
      List<String> names,
      List<Tensor> inputs) {
    HandLayer.Forward byHand = layer.forward(inputs.getFirst());
    List<Tensor> gradients = byHand.back().of(dy);
    List<Tensor> leaves = inputs.stream().map(Tensor::requiresGrad).toList();
    Tensor y = engine.apply(leaves);
    Tensor[] found = Gradients.of(y, dy, BackwardMode.FREE_GRAPH, leaves.toArray(new Tensor[0]));
    List<Derivative> rows = new ArrayList<>();
    boolean same = distance(byHand.y(), y) < 1e-9;
    for (int i = 0; i < inputs.size(); i++) {
      int position = i;
      Tensor numeric =
          Numeric.gradient(
              value -> {
                List<Tensor> moved = new ArrayList<>(inputs);
                moved.set(position, value);
                return engine.apply(moved).multiply(dy).sum();
              },
              inputs.get(i));
      String label = "d%s %s".formatted(names.get(i), inputs.get(i).shape());
      rows.add(Derivative.of(id + ".d" + names.get(i), label, gradients.get(i), numeric));
      same &= distance(gradients.get(i), found[i]) < 1e-9;
      same &= gradients.get(i).shape().equals(inputs.get(i).shape());
    }
    sheet.derivatives(sheet.text("layers.table", name(id)), rows);
    sheet.claims(new Claim(id + ".engine", sheet.text("layers.same", name(id)), same));
  }

  private String name(String id) {
    return switch (id) {
      case "relu" -> "ReLU";
      case "sigmoid" -> "Sigmoid";
      case "affine", "affineHigher" -> "Affine";
      case "softmaxIndex" -> sheet.text("layers.softmaxIndex");
      default -> sheet.text("layers.softmaxOneHot");
    };
  }

  private static double distance(Tensor a, Tensor b) {
    return a.subtract(b).abs().max().item();
  }

  private Tensor drawn(Shape shape) {
    return Tensor.uniform(ElementType.F64, shape, -1, 1, random);
  }
}
