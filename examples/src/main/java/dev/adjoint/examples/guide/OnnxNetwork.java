package dev.adjoint.examples.guide;

import module dev.adjoint.nn;
import module dev.adjoint.onnx;

import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/// A network that another program exported.
public final class OnnxNetwork {

  private OnnxNetwork() {}

  // @start region="run"
  /// The answer of a network in a file.
  public static Tensor answer(Path file, Tensor x) throws IOException {
    OnnxModel model = OnnxModel.load(file);
    return model.forward(x, Pass.INFERENCE);
  }

  // @end

  // @start region="keras"
  /// The answer of a network that Keras saved, with its graph and weights in one file.
  public static Tensor answerOfKeras(Path file, Tensor x) throws IOException {
    OnnxModel model = KerasNetwork.load(file);
    return model.forward(x, Pass.INFERENCE);
  }

  // @end

  // @start region="train"
  /// Trains a network from a file further and writes it again.
  public static double train(Path file, Tensor x, Tensor target, Path out) throws IOException {
    OnnxModel model = OnnxModel.load(file);
    Optimizer optimizer = Optimizer.of(Parameters.of(model), new Adam(0.01));
    Pass pass = new Pass.Training(new SplittableRandom(1));
    MseLoss criterion = new MseLoss();
    RecordedStep step = RecordedStep.of((in, t) -> criterion.of(model.forward(in, pass), t));
    double loss = 0;
    for (int i = 0; i < 100; i++) {
      optimizer.zeroGrad();
      loss = step.run(x, target).item();
      optimizer.step();
    }
    model.save(out);
    return loss;
  }

  // @end

  // @start region="export"
  /// Writes a network of your own; `x` is an example of its input, with the batch as first axis.
  public static void export(Layer model, Tensor x, Path file) throws IOException {
    OnnxExport.of(model, x).withMetadata(Map.of("classes", "cat,dog")).write(file);
  }
  // @end
}
