package dev.adjoint.bench.workload;

import dev.adjoint.models.MobileNetV2;
import dev.adjoint.models.image.ImageNetResNet;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.tensor.RecordedFunction;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// W14 to W17: the logits of a batch of images, from a Java array into a Java array.
public final class BatchInference implements Library.Network {

  /// W17: the rows and columns of an image.
  private static final int LARGE_SIDE = 224;

  private final UnaryOperator<Tensor> predict;
  private final int[] sample;
  private final float[] images;

  private BatchInference(Workload workload, UnaryOperator<Tensor> predict) {
    this.predict = predict;
    sample = sample(workload);
    Workload origin = workload.origin();
    int most = workload.imagesAtATime().getLast();
    int count = Math.ceilDiv(most, origin.items());
    DrawnBatches.Batch[] batches =
        DrawnBatches.classified(origin.number(), count, origin.items(), sample);
    Tensor[] parts = new Tensor[count];
    for (int i = 0; i < count; i++) {
      parts[i] = batches[i].x();
    }
    images = Tensor.concat(0, parts).toFloatArray();
  }

  /// From a recording.
  public static BatchInference recorded(Workload workload) {
    Layer model = model(workload);
    return new BatchInference(
        workload, RecordedFunction.of(x -> model.forward(x, Pass.INFERENCE))::run);
  }

  /// Without one.
  static BatchInference eager(Workload workload) {
    Layer model = model(workload);
    return new BatchInference(workload, x -> Tensor.noGrad(() -> model.forward(x, Pass.INFERENCE)));
  }

  /// Writes the network of a workload, for a batch of any size, as an ONNX file.
  public static void export(Workload workload, Path file) throws IOException {
    Tensor example = Tensor.zeros(shape(1, sample(workload)).toArray());
    OnnxExport.of(model(workload), example).write(file);
  }

  private static Layer model(Workload workload) {
    DrawnWeights weights = new DrawnWeights(workload.origin().number());
    return switch (workload) {
      case W7, W14 -> DigitsMlp.of(weights);
      case W15 -> Resnet20.of(weights);
      case W16 -> mobile(weights);
      case W17 -> large(weights);
      default -> throw new IllegalArgumentException(workload + " has no network for images");
    };
  }

  /// W9 and W16: MobileNetV2 for small images, without dropout.
  static MobileNetV2 mobile(DrawnWeights weights) {
    return weights.fill(
        MobileNetV2.of(
            Resnet20.CHANNELS, Resnet20.SIDE, 0, DrawnBatches.CLASSES, new SplittableRandom(0)),
        Math.sqrt(6));
  }

  private static ImageNetResNet large(DrawnWeights weights) {
    return weights.fill(
        ImageNetResNet.of(
            ImageNetResNet.Depth.RESNET_50,
            Resnet20.CHANNELS,
            DrawnBatches.CLASSES,
            new SplittableRandom(0)),
        Math.sqrt(3));
  }

  private static int[] sample(Workload workload) {
    return switch (workload.origin()) {
      case W2 -> new int[] {DigitsMlp.PIXELS};
      case W17 -> new int[] {Resnet20.CHANNELS, LARGE_SIDE, LARGE_SIDE};
      default -> new int[] {Resnet20.CHANNELS, Resnet20.SIDE, Resnet20.SIDE};
    };
  }

  private static Shape shape(int batch, int... sample) {
    int[] sizes = new int[sample.length + 1];
    sizes[0] = batch;
    System.arraycopy(sample, 0, sizes, 1, sample.length);
    return Shape.of(sizes);
  }

  @Override
  public float[] images() {
    return images;
  }

  @Override
  public float[] logits(int batch) {
    Shape shape = shape(batch, sample);
    float[] some = Arrays.copyOf(images, shape.count());
    return predict.apply(Tensor.of(some, shape)).toFloatArray();
  }
}
