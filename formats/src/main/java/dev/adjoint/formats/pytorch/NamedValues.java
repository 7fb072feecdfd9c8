package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.pytorch.PyTorchValue.Bytes;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.None;
import dev.adjoint.formats.pytorch.PyTorchValue.Real;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.TensorValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Truth;
import dev.adjoint.formats.pytorch.PyTorchValue.Whole;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The leaves of a tree of values by their paths: keys and indices joined with dots.
///
/// @param tensors in the order of the tree; a single tensor is named `tensor`
/// @param texts everything else
record NamedValues(Map<String, StoredTensor> tensors, Map<String, String> texts) {

  static NamedValues of(Path file, PyTorchValue root) throws FormatException {
    NamedValues named = new NamedValues(new LinkedHashMap<>(), new LinkedHashMap<>());
    named.add(file, "", root);
    return named;
  }

  private void add(Path file, String path, PyTorchValue value) throws FormatException {
    switch (value) {
      case TensorValue tensor -> {
        String name = path.isEmpty() ? "tensor" : path;
        if (tensors.put(name, tensor.tensor().named(name)) != null) {
          throw new FormatException(
              file,
              "two tensors have the path %s; save the file with other keys"
                  .formatted(PickleMachine.brief(name)));
        }
      }
      case Dictionary dictionary -> {
        for (Map.Entry<PyTorchValue, PyTorchValue> entry : dictionary.entries().entrySet()) {
          add(file, join(path, text(entry.getKey())), entry.getValue());
        }
      }
      case Sequence sequence -> {
        if (sequence.items().stream().allMatch(NamedValues::isNumber)) {
          texts.put(path, text(sequence));
          return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
          add(file, join(path, Integer.toString(i)), sequence.items().get(i));
        }
      }
      case Text _, Whole _, Real _, Truth _, Bytes _, None _ -> texts.put(path, text(value));
    }
  }

  private static boolean isNumber(PyTorchValue value) {
    return value instanceof Whole || value instanceof Real || value instanceof Truth;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// A single value as a text; a tensor or dictionary inside a key has none.
  static String text(PyTorchValue value) {
    return switch (value) {
      case Text text -> text.text();
      case Whole whole -> whole.value().toString();
      case Real real -> Double.toString(real.value());
      case Truth truth -> Boolean.toString(truth.value());
      case Bytes bytes -> bytes.hex();
      case None _ -> "none";
      case Sequence sequence -> {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < sequence.items().size(); i++) {
          text.append(i == 0 ? "" : ", ").append(text(sequence.items().get(i)));
        }
        yield text.append(']').toString();
      }
      case Dictionary dictionary -> "{%d entries}".formatted(dictionary.entries().size());
      case TensorValue tensor -> tensor.tensor().toString();
    };
  }
}
