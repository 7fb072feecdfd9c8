package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.pytorch.PyTorchValue.Bytes;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.None;
import dev.adjoint.formats.pytorch.PyTorchValue.Real;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.SequenceKind;
import dev.adjoint.formats.pytorch.PyTorchValue.TensorValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Truth;
import dev.adjoint.formats.pytorch.PyTorchValue.Whole;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Writes values as a pickle of protocol 2, with the names that `torch.load(weights_only=True)`
/// allows.
///
/// A tensor that occurs twice as the same object is written with one storage, so tied weights stay
/// tied in PyTorch.
final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final IdentityHashMap<StoredTensor, Integer> memories = new IdentityHashMap<>();
  private final List<StoredTensor> order = new ArrayList<>();

  /// The pickle of a value.
  byte[] pickle(PyTorchValue root) {
    out.write(0x80);
    out.write(2);
    write(root);
    out.write('.');
    return out.toByteArray();
  }

  /// The tensors whose storages the pickle names `0`, `1` and so on.
  List<StoredTensor> memories() {
    return order;
  }

  private void write(PyTorchValue value) {
    switch (value) {
      case None _ -> out.write('N');
      case Truth truth -> out.write(truth.value() ? 0x88 : 0x89);
      case Whole whole -> whole(whole.value());
      case Real real -> {
        out.write('G');
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(real.value()).array());
      }
      case Text text -> text(text.text());
      case Dictionary dictionary -> {
        out.write('}');
        out.write('(');
        dictionary
            .entries()
            .forEach((key, inner) -> {
              write(key);
              write(inner);
            });
        out.write('u');
      }
      case Sequence sequence -> sequence(sequence);
      case TensorValue tensor -> tensor(tensor.tensor());
      case Bytes bytes ->
          throw new IllegalArgumentException(
              "pytorch: bytes (%d) cannot be written so that PyTorch reads them safely; write a tensor of U8"
                  .formatted(bytes.hex().length() / 2));
    }
  }

  private void sequence(Sequence sequence) {
    if (sequence.kind() == SequenceKind.TUPLE) {
      out.write('(');
      sequence.items().forEach(this::write);
      out.write('t');
      return;
    }
    if (sequence.kind() == SequenceKind.SET) {
      throw new IllegalArgumentException(
          "pytorch: a set (%d items) cannot be written so that PyTorch reads it safely; write a list"
              .formatted(sequence.items().size()));
    }
    out.write(']');
    out.write('(');
    sequence.items().forEach(this::write);
    out.write('e');
  }

  private void whole(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      out.write('J');
      little(value.intValue());
      return;
    }
    byte[] big = value.toByteArray();
    if (big.length > 255) {
      throw new IllegalArgumentException(
          "pytorch: a whole number has %d bytes but at most 255 are written".formatted(big.length));
    }
    out.write(0x8a);
    out.write(big.length);
    for (int i = big.length - 1; i >= 0; i--) {
      out.write(big[i]);
    }
  }

  private void little(int value) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    little(bytes.length);
    out.writeBytes(bytes);
  }

  private void name(String full) {
    int dot = full.lastIndexOf('.');
    out.write('c');
    out.writeBytes(
        "%s\n%s\n"
            .formatted(full.substring(0, dot), full.substring(dot + 1))
            .getBytes(StandardCharsets.UTF_8));
  }

  private void whole(long value) {
    whole(BigInteger.valueOf(value));
  }

  /// `_rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, hooks)`; with a type if
  /// PyTorch has no typed storage for it.
  private void tensor(StoredTensor tensor) {
    var storage = TorchTypes.storageOf(tensor.type());
    name(
        storage.isPresent()
            ? "torch._utils._rebuild_tensor_v2"
            : "torch._utils._rebuild_tensor_v3");
    out.write('(');
    memory(tensor, storage.orElse("torch.storage.UntypedStorage"), storage.isPresent());
    whole(0);
    int[] sizes = tensor.shape().toArray();
    out.write('(');
    for (int size : sizes) {
      whole(size);
    }
    out.write('t');
    out.write('(');
    for (long stride : strides(sizes)) {
      whole(stride);
    }
    out.write('t');
    out.write(0x89);
    name("collections.OrderedDict");
    out.write(')');
    out.write('R');
    if (storage.isEmpty()) {
      name(TorchTypes.elementOf(tensor.type()));
    }
    out.write('t');
    out.write('R');
  }

  private void memory(StoredTensor tensor, String storage, boolean isTyped) {
    Integer known = memories.get(tensor);
    int key = known == null ? order.size() : known;
    if (known == null) {
      memories.put(tensor, key);
      order.add(tensor);
    }
    out.write('(');
    text("storage");
    name(storage);
    text(Integer.toString(key));
    text("cpu");
    whole(isTyped ? tensor.shape().count() : tensor.length());
    out.write('t');
    out.write('Q');
  }

  /// Those of C order; PyTorch counts an empty axis as 1.
  private static long[] strides(int... sizes) {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(sizes[axis], 1);
    }
    return strides;
  }
}
