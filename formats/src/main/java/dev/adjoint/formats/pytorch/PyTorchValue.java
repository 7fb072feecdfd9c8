package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.StoredTensor;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The content of a PyTorch file: a tensor, or the Python values of a checkpoint.
///
/// Values read from a file are trees of at most [PyTorchFile#DEEPEST] levels.
public sealed interface PyTorchValue {

  /// A tensor, whose elements are read on request.
  ///
  /// @param storage the key of its storage in the file: equal for tensors that share a storage,
  ///   such as tied weights; empty for a tensor to be written
  record TensorValue(StoredTensor tensor, String storage) implements PyTorchValue {

    /// A tensor to be written with its own storage.
    public static TensorValue of(StoredTensor tensor) {
      return new TensorValue(tensor, "");
    }
  }

  /// A dictionary in its order; also an `OrderedDict`, a `Counter` and the attributes of an object
  /// of TorchScript. Keys are texts, numbers, truth values, none or tuples of these.
  record Dictionary(Map<PyTorchValue, PyTorchValue> entries) implements PyTorchValue {

    /// The value of a text key; empty if there is none.
    public Optional<PyTorchValue> get(String key) {
      return Optional.ofNullable(entries.get(new Text(key)));
    }
  }

  /// A list, a tuple or a set.
  record Sequence(SequenceKind kind, List<PyTorchValue> items) implements PyTorchValue {

    /// A list of these.
    public static Sequence listOf(List<? extends PyTorchValue> items) {
      return new Sequence(SequenceKind.LIST, List.copyOf(items));
    }

    /// A tuple of these.
    public static Sequence tupleOf(PyTorchValue... items) {
      return new Sequence(SequenceKind.TUPLE, List.of(items));
    }
  }

  /// The kinds of [Sequence].
  enum SequenceKind {
    LIST,
    TUPLE,
    SET
  }

  /// A text.
  record Text(String text) implements PyTorchValue {}

  /// A whole number of any size.
  record Whole(BigInteger value) implements PyTorchValue {

    /// A whole number.
    public static Whole of(long value) {
      return new Whole(BigInteger.valueOf(value));
    }
  }

  /// A floating-point number.
  record Real(double value) implements PyTorchValue {}

  /// True or false.
  record Truth(boolean value) implements PyTorchValue {}

  /// Bytes in hexadecimal.
  record Bytes(String hex) implements PyTorchValue {}

  /// Python's `None`.
  record None() implements PyTorchValue {}
}
