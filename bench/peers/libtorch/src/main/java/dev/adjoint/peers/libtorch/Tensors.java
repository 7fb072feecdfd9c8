package dev.adjoint.peers.libtorch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Tensors of libtorch from Java arrays and back.
final class Tensors {

  private Tensors() {}

  static Tensor of(float[] values, long... shape) {
    try (FloatPointer memory = new FloatPointer(values);
        Tensor view = torch.from_blob(memory, shape)) {
      return view.clone();
    }
  }

  static Tensor of(long[] values, long... shape) {
    try (LongPointer memory = new LongPointer(values);
        TensorOptions type = new TensorOptions(torch.ScalarType.Long);
        Tensor view = torch.from_blob(memory, shape, type)) {
      return view.clone();
    }
  }

  /// Copies the numbers of a contiguous tensor.
  static void copy(Tensor tensor, float[] values) {
    try (FloatPointer memory = new FloatPointer(tensor.data_ptr())) {
      memory.get(values, 0, values.length);
    }
  }
}
