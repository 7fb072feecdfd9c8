package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.pytorch.PickleObject.Items;
import dev.adjoint.formats.pytorch.PickleObject.Value;
import java.util.List;

/// The call of an allowed name in a pickle, with its arguments.
record PickleCall(PickleSource source, String name, List<PickleObject> arguments) {

  /// An error that names the called function.
  FormatException failure(String detail) {
    return source.failure("%s %s".formatted(name, detail));
  }

  PickleObject argument(int index) throws FormatException {
    if (index >= arguments.size()) {
      throw failure("has %d arguments but needs more".formatted(arguments.size()));
    }
    return arguments.get(index);
  }

  long whole(int index) throws FormatException {
    return whole(argument(index));
  }

  private long whole(PickleObject object) throws FormatException {
    if (object instanceof Value value
        && value.value() instanceof PyTorchValue.Whole whole
        && whole.value().bitLength() < Long.SIZE) {
      return whole.value().longValue();
    }
    throw failure("has an argument that is not a whole number of 64 bits");
  }

  /// A tuple or list of whole numbers.
  long[] wholes(int index) throws FormatException {
    List<PickleObject> items = items(index);
    long[] wholes = new long[items.size()];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = whole(items.get(i));
    }
    return wholes;
  }

  List<PickleObject> items(int index) throws FormatException {
    if (argument(index) instanceof Items items) {
      return items.items();
    }
    throw failure("has an argument that is not a list");
  }

  String text(int index) throws FormatException {
    return PickleTree.text(source, argument(index), "an argument of " + name);
  }
}
