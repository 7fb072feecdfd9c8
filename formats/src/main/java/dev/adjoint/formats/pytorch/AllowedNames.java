package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.pytorch.PickleObject.Entries;
import dev.adjoint.formats.pytorch.PickleObject.Instance;
import dev.adjoint.formats.pytorch.PickleObject.Items;
import dev.adjoint.formats.pytorch.PickleObject.Name;
import dev.adjoint.formats.pytorch.PickleObject.Storage;
import dev.adjoint.formats.pytorch.PickleObject.Value;
import dev.adjoint.formats.pytorch.PyTorchValue.SequenceKind;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names that a pickle may use, each with the value that a call builds.
///
/// The table holds what `torch.save` writes for state dicts, checkpoints and TorchScript. No code
/// of Python or Java is called: every entry builds a value from the arguments.
final class AllowedNames {

  /// Builds the value of a call.
  @FunctionalInterface
  interface Meaning {
    PickleObject make(PickleCall call) throws FormatException;
  }

  /// A name that stands for a type and is not called.
  private static final Meaning NOT_CALLED =
      call -> {
        throw call.failure("is not a function");
      };

  private static final String TORCHSCRIPT = "__torch__";

  private final Map<String, Meaning> meanings = new HashMap<>();

  AllowedNames(TensorRebuilds tensors) {
    meanings.put("collections.OrderedDict", AllowedNames::dictionary);
    meanings.put("collections.Counter", AllowedNames::dictionary);
    meanings.put("collections.defaultdict", AllowedNames::withDefault);
    for (String builtins : List.of("builtins.", "__builtin__.")) {
      meanings.put(builtins + "set", AllowedNames::set);
      meanings.put(builtins + "frozenset", AllowedNames::set);
      for (String type : List.of("bool", "dict", "float", "int", "list", "str", "tuple")) {
        meanings.put(builtins + type, NOT_CALLED);
      }
    }
    meanings.put("argparse.Namespace", _ -> Instance.empty());
    meanings.put("_codecs.encode", AllowedNames::latinBytes);
    meanings.put("numpy.dtype", call -> new Value(new Text(call.text(0))));
    meanings.put("numpy.core.multiarray.scalar", NumpyScalar::of);
    meanings.put("numpy._core.multiarray.scalar", NumpyScalar::of);
    meanings.put("torch.Size", call -> new Items(SequenceKind.TUPLE, call.items(0)));
    meanings.put("torch.device", AllowedNames::device);
    meanings.put("torch.jit._pickle.restore_type_tag", call -> call.argument(0));
    for (String list : List.of("int", "double", "bool", "tensor")) {
      meanings.put(
          "torch.jit._pickle.build_%slist".formatted(list),
          call -> new Items(SequenceKind.LIST, call.items(0)));
    }
    tensors.names().forEach(meanings::put);
    for (String name : TorchTypes.names()) {
      meanings.put(name, NOT_CALLED);
    }
  }

  /// The name, if it is allowed.
  ///
  /// @throws FormatException naming the refused name and its offset
  Name find(PickleSource source, String module, String name) throws FormatException {
    String full = module + "." + name;
    Meaning meaning = meanings.get(full);
    if (meaning == null && (full + ".").startsWith(TORCHSCRIPT + ".")) {
      meaning = _ -> Instance.empty();
    }
    if (meaning == null) {
      throw new FormatException(
          source.file(),
          "the pickle asks for %s (byte %d), which is not one of the allowed names, so nothing was executed; %s"
              .formatted(PickleMachine.brief(full), source.offset(), fix(full)));
    }
    return new Name(full, meaning);
  }

  private static String fix(String name) {
    if (name.contains("sparse")) {
      return "save the tensor with .to_dense()";
    }
    if (name.contains("QInt") || name.contains("QUInt") || name.contains("qtensor")) {
      return "save the tensor with .dequantize()";
    }
    if (name.startsWith("numpy.")) {
      return "save a tensor instead of the NumPy array, with torch.from_numpy(…)";
    }
    return "save tensors, numbers and texts only, such as torch.save(model.state_dict(), …)";
  }

  private static PickleObject dictionary(PickleCall call) throws FormatException {
    Entries made = Entries.empty();
    if (call.arguments().isEmpty()) {
      return made;
    }
    if (call.argument(0) instanceof Entries entries) {
      made.entries().putAll(entries.entries());
      return made;
    }
    for (PickleObject item : call.items(0)) {
      if (!(item instanceof Items pair) || pair.items().size() != 2) {
        throw call.failure("has an entry that is not a pair");
      }
      made.entries().put(PickleTree.key(call.source(), pair.items().get(0)), pair.items().get(1));
    }
    return made;
  }

  private static PickleObject withDefault(PickleCall call) throws FormatException {
    return call.arguments().size() <= 1
        ? Entries.empty()
        : dictionary(
            new PickleCall(
                call.source(), call.name(), call.arguments().subList(1, call.arguments().size())));
  }

  private static PickleObject set(PickleCall call) throws FormatException {
    return call.arguments().isEmpty()
        ? Items.of(SequenceKind.SET)
        : new Items(SequenceKind.SET, call.items(0));
  }

  private static PickleObject device(PickleCall call) throws FormatException {
    String device = call.text(0);
    return new Value(
        new Text(call.arguments().size() == 1 ? device : device + ":" + call.whole(1)));
  }

  /// The form of bytes in protocol 2: a text whose characters are the bytes.
  private static PickleObject latinBytes(PickleCall call) throws FormatException {
    String text = call.text(0);
    if (!call.text(1).equals("latin1") || text.chars().anyMatch(c -> c > 0xff)) {
      throw call.failure("is called with arguments that are not bytes as latin1");
    }
    return new Value(PickleText.bytes(text));
  }

  /// Sets the attributes of an object. Those of dictionaries and tensors are ignored: PyTorch keeps
  /// versions and hooks there.
  void build(PickleSource source, PickleObject object, PickleObject state) throws FormatException {
    switch (object) {
      case Instance instance when state instanceof Entries entries ->
          instance.entries().putAll(entries.entries());
      case Entries _ when state instanceof Entries -> {}
      case Value value when value.value() instanceof PyTorchValue.TensorValue -> {}
      case Value value when value.value() instanceof Text ->
          NumpyScalar.requireOrder(source, state);
      default -> throw source.failure("attributes are set on something that has none");
    }
  }

  /// The storage that a persistent identifier names: `("storage", type, key, location, length)`.
  Storage persistent(PickleSource source, PickleObject identifier) throws FormatException {
    if (!(identifier instanceof Items items) || items.items().size() < 5) {
      throw source.failure("a storage is named by something that is not a tuple of 5");
    }
    PickleCall call = new PickleCall(source, "the name of a storage", items.items());
    if (!call.text(0).equals("storage") || !(call.argument(1) instanceof Name type)) {
      throw call.failure("does not begin with 'storage' and a type");
    }
    Optional<StoredType> stored = TorchTypes.ofStorage(type.name());
    if (stored.isEmpty() && !TorchTypes.isUntyped(type.name())) {
      throw call.failure("has the type %s".formatted(type.name()));
    }
    long whole = call.whole(4);
    long length = whole;
    long offset = 0;
    if (items.items().size() > 5 && call.argument(5) instanceof Items) {
      // A storage that is a part of the one with the key, in files of old versions.
      PickleCall view = new PickleCall(source, "a part of a storage", call.items(5));
      offset = view.whole(1);
      long part = view.whole(2);
      if (offset < 0 || part < 0 || offset > whole - part) {
        throw view.failure(
            "has %d elements from index %d but the storage has %d".formatted(part, offset, whole));
      }
      length = part;
    }
    if (whole < 0) {
      throw call.failure("has %d elements".formatted(whole));
    }
    return new Storage(
        new StorageReference(call.text(2), stored.orElse(null), length, offset, whole));
  }
}
