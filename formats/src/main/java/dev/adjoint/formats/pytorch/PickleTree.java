package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.pytorch.PickleObject.Entries;
import dev.adjoint.formats.pytorch.PickleObject.Instance;
import dev.adjoint.formats.pytorch.PickleObject.Items;
import dev.adjoint.formats.pytorch.PickleObject.Name;
import dev.adjoint.formats.pytorch.PickleObject.Storage;
import dev.adjoint.formats.pytorch.PickleObject.Value;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.SequenceKind;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Converts the result of the pickle machine to an immutable tree.
///
/// Its containers may contain themselves, or one another so often that the tree would be larger
/// than any memory. So the depth is limited, and the number of values is limited by the length of
/// the pickle.
final class PickleTree {

  private final PickleSource source;
  private final long most;
  private long values;

  /// @param instructions how many the pickle has
  PickleTree(PickleSource source, long instructions) {
    this.source = source;
    this.most = 1_000 + 64 * instructions;
  }

  PyTorchValue of(PickleObject object) throws FormatException {
    return of(object, 0);
  }

  private PyTorchValue of(PickleObject object, int depth) throws FormatException {
    if (depth > PyTorchFile.DEEPEST) {
      throw source.failure(
          "values are nested more than %d levels deep, or contain themselves"
              .formatted(PyTorchFile.DEEPEST));
    }
    if (++values > most) {
      throw source.failure("the pickle repeats its values more than %d times".formatted(most));
    }
    return switch (object) {
      case Value value -> value.value();
      case Items items -> {
        List<PyTorchValue> made = new ArrayList<>(items.items().size());
        for (PickleObject item : items.items()) {
          made.add(of(item, depth + 1));
        }
        yield new Sequence(items.kind(), Collections.unmodifiableList(made));
      }
      case Entries entries -> dictionary(entries.entries(), depth);
      case Instance instance -> dictionary(instance.entries(), depth);
      case Name name -> new Text(name.name());
      case Storage storage ->
          throw source.failure(
              "the storage %s is used without a tensor".formatted(storage.storage().key()));
    };
  }

  private Dictionary dictionary(Map<PyTorchValue, PickleObject> entries, int depth)
      throws FormatException {
    Map<PyTorchValue, PyTorchValue> made = new LinkedHashMap<>();
    for (Map.Entry<PyTorchValue, PickleObject> entry : entries.entrySet()) {
      made.put(entry.getKey(), of(entry.getValue(), depth + 1));
    }
    return new Dictionary(Collections.unmodifiableMap(made));
  }

  /// A key of a dictionary: a single value, a name, or a tuple of these.
  static PyTorchValue key(PickleSource source, PickleObject object) throws FormatException {
    if (object instanceof Items items && items.kind() == SequenceKind.TUPLE) {
      List<PyTorchValue> parts = new ArrayList<>();
      for (PickleObject item : items.items()) {
        parts.add(atom(source, item));
      }
      return new Sequence(SequenceKind.TUPLE, List.copyOf(parts));
    }
    return atom(source, object);
  }

  private static PyTorchValue atom(PickleSource source, PickleObject object)
      throws FormatException {
    return switch (object) {
      case Value value when !(value.value() instanceof PyTorchValue.TensorValue) -> value.value();
      case Name name -> new Text(name.name());
      default ->
          throw source.failure(
              "a key of a dictionary is neither a text nor a number nor a tuple of these");
    };
  }

  static String text(PickleSource source, PickleObject object, String what) throws FormatException {
    if (object instanceof Value value && value.value() instanceof Text text) {
      return text.text();
    }
    throw source.failure(what + " is not a text");
  }
}
