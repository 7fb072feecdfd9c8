package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.pytorch.PickleObject.Items;
import dev.adjoint.formats.pytorch.PickleObject.Value;
import java.math.BigInteger;
import java.util.HexFormat;

/// NumPy's scalars, which checkpoints often contain as losses and rates.
final class NumpyScalar {
  private NumpyScalar() {}

  /// The call `scalar(type, bytes)`.
  static PickleObject of(PickleCall call) throws FormatException {
    String type = call.text(0);
    if (!(call.argument(1) instanceof Value value)
        || !(value.value() instanceof PyTorchValue.Bytes bytes)) {
      throw call.failure("has no bytes");
    }
    byte[] little = HexFormat.of().parseHex(bytes.hex());
    byte[] big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[big.length - 1 - i];
    }
    if (!type.matches("[fiub][1248]") || little.length != type.charAt(1) - '0') {
      throw call.failure(
          "has the type %s and %d bytes".formatted(PickleMachine.brief(type), little.length));
    }
    return new Value(
        switch (type) {
          case "f8" -> new PyTorchValue.Real(Double.longBitsToDouble(bits(big)));
          case "f4" -> new PyTorchValue.Real(Float.intBitsToFloat((int) bits(big)));
          case "f2" -> new PyTorchValue.Real(Float.float16ToFloat((short) bits(big)));
          case "b1" -> new PyTorchValue.Truth(bits(big) != 0);
          default ->
              new PyTorchValue.Whole(
                  type.charAt(0) == 'i' ? new BigInteger(big) : new BigInteger(1, big));
        });
  }

  private static long bits(byte[] big) {
    return new BigInteger(1, big).longValue();
  }

  /// Checks the attributes of a type, of which the second is the byte order.
  static void requireOrder(PickleSource source, PickleObject state) throws FormatException {
    if (state instanceof Items items
        && items.items().size() > 1
        && items.items().get(1) instanceof Value value
        && value.value() instanceof PyTorchValue.Text order
        && "<|=".contains(order.text())) {
      return;
    }
    throw source.failure("a type of NumPy has another byte order than little-endian");
  }
}
