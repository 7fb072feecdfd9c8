package dev.adjoint.formats;

import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.formats.tensorboard.EventFile;
import dev.adjoint.formats.tensorboard.LogContent;
import dev.adjoint.formats.tensorboard.LogEvent;
import dev.adjoint.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A program that opens a file of tensors or a log and prints the last two numbers in it.
public final class LastTensor {
  private LastTensor() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].contains("tfevents")) {
      System.out.println(scalars(Path.of(arguments[0])));
      return;
    }
    try (TensorFile file = TensorFormats.open(Path.of(arguments[0]))) {
      StoredTensor last = file.tensors().values().stream().reduce((_, b) -> b).orElseThrow();
      if (last.shape().equals(Shape.of(2))) {
        System.out.println(Arrays.toString(last.read().toFloatArray()));
        return;
      }
      ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      last.readBytes(last.length() - bytes.capacity(), bytes);
      System.out.println(Arrays.toString(new float[] {bytes.getFloat(0), bytes.getFloat(4)}));
    }
  }

  private static List<Double> scalars(Path file) throws IOException {
    List<Double> values = new ArrayList<>();
    try (EventFile events = EventFile.open(file)) {
      for (Optional<LogEvent> next = events.next(); next.isPresent(); next = events.next()) {
        if (next.get().content() instanceof LogContent.Scalar scalar) {
          values.add(scalar.value());
        }
      }
    }
    return values;
  }
}
