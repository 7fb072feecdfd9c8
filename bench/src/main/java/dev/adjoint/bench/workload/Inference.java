package dev.adjoint.bench.workload;

import dev.adjoint.tensor.RecordedFunction;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;

/// W7: the logits of one image, from a Java array into a Java array.
public final class Inference implements Library.Calls {

  private static final Shape ROW = Shape.of(1, DigitsMlp.PIXELS);

  private final UnaryOperator<Tensor> predict;

  private Inference(UnaryOperator<Tensor> predict) {
    this.predict = predict;
  }

  /// From a recording.
  public static Inference recorded() {
    DigitsMlp model = model();
    return new Inference(RecordedFunction.of(model::forward)::run);
  }

  /// Without one.
  static Inference eager() {
    DigitsMlp model = model();
    return new Inference(x -> Tensor.noGrad(() -> model.forward(x)));
  }

  private static DigitsMlp model() {
    return DigitsMlp.of(new DrawnWeights(Workload.W2.number()));
  }

  /// The numbers of an image.
  public int inputs() {
    return DigitsMlp.PIXELS;
  }

  /// The number of logits.
  public int outputs() {
    return DrawnBatches.CLASSES;
  }

  @Override
  public float[] images() {
    return DrawnBatches.classified(Workload.W2.number(), 1, Workload.W2.items(), DigitsMlp.PIXELS)[
        0]
        .x()
        .toFloatArray();
  }

  @Override
  public void logits(float[] image, float[] logits) {
    Tensor result = predict.apply(Tensor.of(image, ROW));
    System.arraycopy(result.toFloatArray(), 0, logits, 0, logits.length);
  }
}
