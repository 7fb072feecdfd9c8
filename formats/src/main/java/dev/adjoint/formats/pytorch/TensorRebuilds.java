package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.StridedSource;
import dev.adjoint.formats.pytorch.PickleObject.Name;
import dev.adjoint.formats.pytorch.PickleObject.Storage;
import dev.adjoint.formats.pytorch.PickleObject.Value;
import dev.adjoint.tensor.Shape;
import java.util.Map;

/// The functions that build tensors from storages in a pickle: `torch._utils._rebuild_…`.
final class TensorRebuilds {

  private final Storages storages;

  TensorRebuilds(Storages storages) {
    this.storages = storages;
  }

  Map<String, AllowedNames.Meaning> names() {
    return Map.of(
        "torch._utils._rebuild_tensor", this::tensor,
        "torch._utils._rebuild_tensor_v2", this::tensor,
        "torch._utils._rebuild_tensor_v3", this::typed,
        "torch._utils._rebuild_parameter", call -> call.argument(0),
        "torch._utils._rebuild_parameter_with_state", call -> call.argument(0),
        "torch._tensor._rebuild_from_type_v2", this::ofType);
  }

  /// `(storage, offset, sizes, strides, …)`; the next argument says whether it needs a gradient.
  private PickleObject tensor(PickleCall call) throws FormatException {
    StorageReference storage = storage(call);
    if (storage.type() == null) {
      throw call.failure("has a storage without a type");
    }
    return tensor(call, storage, storage.type(), storage.length());
  }

  /// `(storage, offset, sizes, strides, gradient, hooks, type, …)`: the tensor has the type.
  private PickleObject typed(PickleCall call) throws FormatException {
    StorageReference storage = storage(call);
    String name = call.argument(6) instanceof Name type ? type.name() : "";
    StoredType type =
        TorchTypes.ofElement(name)
            .orElseThrow(() -> call.failure("has the element type '%s'".formatted(name)));
    long bytes =
        storage.type() == null
            ? storage.length()
            : Math.multiplyExact(Math.min(storage.length(), 1L << 58), storage.type().bytes());
    return tensor(call, storage, type, bytes / type.bytes());
  }

  /// `(function, type, arguments, attributes)`: a tensor with attributes, which are left out.
  private PickleObject ofType(PickleCall call) throws FormatException {
    if (!(call.argument(0) instanceof Name function)
        || !names().containsKey(function.name())
        || function.name().equals(call.name())) {
      throw call.failure("builds a tensor with something other than a function for tensors");
    }
    return function.meaning().make(new PickleCall(call.source(), function.name(), call.items(2)));
  }

  private static StorageReference storage(PickleCall call) throws FormatException {
    if (call.argument(0) instanceof Storage storage) {
      return storage.storage();
    }
    throw call.failure("has no storage");
  }

  /// @param length of the storage in elements of this type
  private PickleObject tensor(
      PickleCall call, StorageReference storage, StoredType type, long length)
      throws FormatException {
    Layout layout = Layout.of(call, length);
    ByteSource memory = storages.source(storage, type);
    String name = "in the storage " + storage.key();
    StoredTensor tensor =
        StoredTensor.in(
            call.source().file(),
            name,
            type,
            layout.shape(),
            layout.isContiguous()
                ? shifted(memory, layout.offset() * type.bytes())
                : new StridedSource(
                    call.source().file(),
                    memory,
                    type.bytes(),
                    layout.shape(),
                    layout.offset(),
                    layout.strides()));
    String key =
        "%s+%d%s"
            .formatted(
                storage.key(),
                storage.offset() + layout.offset(),
                "[%s]".formatted(layout.strideList()));
    return new Value(new PyTorchValue.TensorValue(tensor, key));
  }

  private static ByteSource shifted(ByteSource memory, long start) {
    return start == 0 ? memory : (offset, into) -> memory.read(start + offset, into);
  }

  /// The offsets of the elements of a tensor in its storage, in elements.
  record Layout(Shape shape, long offset, long[] strides) {

    /// How many more elements a tensor may have than its storage, by strides of 0.
    private static final long MOST_REPEATED = 1 << 24;

    static Layout of(PickleCall call, long length) throws FormatException {
      long offset = call.whole(1);
      long[] sizes = call.wholes(2);
      long[] strides = call.wholes(3);
      Shape shape = shape(call, sizes);
      if (strides.length != sizes.length) {
        throw call.failure("has %d sizes but %d strides".formatted(sizes.length, strides.length));
      }
      long last = shape.count() == 0 ? -1 : last(call, offset, sizes, strides);
      if (offset < 0 || last >= length || shape.count() > length + MOST_REPEATED) {
        throw call.failure(
            "needs the elements %d … %d for the shape %s but the storage has %d"
                .formatted(offset, last, shape, length));
      }
      return new Layout(shape, shape.count() == 0 ? 0 : offset, strides);
    }

    private static Shape shape(PickleCall call, long[] sizes) throws FormatException {
      int[] small = new int[sizes.length];
      for (int i = 0; i < sizes.length; i++) {
        if (sizes[i] < 0 || sizes[i] > Integer.MAX_VALUE) {
          throw call.failure("has the size %d".formatted(sizes[i]));
        }
        small[i] = (int) sizes[i];
      }
      try {
        return Shape.of(small);
      } catch (IllegalArgumentException e) {
        throw call.failure("has a shape that is too large: " + e.getMessage());
      }
    }

    /// The offset of the last element.
    private static long last(PickleCall call, long offset, long[] sizes, long[] strides)
        throws FormatException {
      long last = offset;
      try {
        for (int axis = 0; axis < sizes.length; axis++) {
          if (strides[axis] < 0) {
            throw call.failure("has the stride %d".formatted(strides[axis]));
          }
          last = Math.addExact(last, Math.multiplyExact(sizes[axis] - 1, strides[axis]));
        }
      } catch (ArithmeticException e) {
        throw call.failure("has strides that are too large");
      }
      return last;
    }

    /// Whether the elements follow one another in C order.
    boolean isContiguous() {
      long expected = 1;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        if (shape.size(axis) != 1 && strides[axis] != expected && shape.count() > 0) {
          return false;
        }
        expected *= shape.size(axis);
      }
      return true;
    }

    String strideList() {
      StringBuilder text = new StringBuilder();
      for (int axis = 0; axis < strides.length; axis++) {
        text.append(axis == 0 ? "" : ",")
            .append(shape.size(axis))
            .append('@')
            .append(strides[axis]);
      }
      return text.toString();
    }
  }
}
