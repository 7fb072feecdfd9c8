package dev.adjoint.formats.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An element of the stack of the pickle machine: a finished value, a container that still grows,
/// or a name.
sealed interface PickleObject {

  /// A value that does not change any more.
  record Value(PyTorchValue value) implements PickleObject {}

  /// A list, tuple or set.
  record Items(PyTorchValue.SequenceKind kind, List<PickleObject> items) implements PickleObject {
    static Items of(PyTorchValue.SequenceKind kind) {
      return new Items(kind, new ArrayList<>());
    }
  }

  /// A dictionary. Its keys are finished values.
  record Entries(Map<PyTorchValue, PickleObject> entries) implements PickleObject {
    static Entries empty() {
      return new Entries(new LinkedHashMap<>());
    }
  }

  /// An object with attributes, of a class that is never loaded.
  record Instance(Map<PyTorchValue, PickleObject> entries) implements PickleObject {
    static Instance empty() {
      return new Instance(new LinkedHashMap<>());
    }
  }

  /// An allowed name.
  record Name(String name, AllowedNames.Meaning meaning) implements PickleObject {}

  /// A storage that holds the elements of tensors.
  record Storage(StorageReference storage) implements PickleObject {}
}
