package dev.adjoint.tensor;

import java.util.function.UnaryOperator;

/// A function of tensors without gradients that is recorded once and then run from the recording,
/// to the same bits: for answering many requests with one model.
///
/// ```java
/// RecordedFunction predict = RecordedFunction.of(x -> model.forward(x, Pass.INFERENCE));
/// Tensor logits = predict.run(row);
/// ```
///
/// What is computed from parameters alone is kept until one of them changes. That includes the
/// weights of linear layers in the order in which a few rows read them fastest, which takes their
/// memory a second time for each number of rows up to 96.
///
/// What holds for a [RecordedStep] holds here too.
public final class RecordedFunction {

  private final RecordedWork work;

  private RecordedFunction(RecordedWork.Work work) {
    this.work = new RecordedWork(work, false, true);
  }

  /// This function, recorded when it is run for the first time.
  public static RecordedFunction of(UnaryOperator<Tensor> f) {
    Require.present("of", "f", f);
    return new RecordedFunction((_, inputs) -> new Tensor[] {f.apply(inputs[0])});
  }

  /// `f(x)`, not tracked.
  ///
  /// @throws RecordingException if the function cannot be recorded
  public Tensor run(Tensor x) {
    Require.present("run", "x", x);
    return work.run(null, x)[0];
  }
}
