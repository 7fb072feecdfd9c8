package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.StoredType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// PyTorch's names of element types: of storages, such as `torch.FloatStorage`, and of elements,
/// such as `torch.float32`.
final class TorchTypes {

  private static final Map<String, StoredType> STORAGES = new LinkedHashMap<>();
  private static final Map<String, StoredType> ELEMENTS = new LinkedHashMap<>();
  private static final List<String> UNTYPED =
      List.of("torch.UntypedStorage", "torch.storage.UntypedStorage");

  /// Types that occur in addition to those of tensors and are ignored.
  private static final List<String> OTHERS =
      List.of("torch.Tensor", "torch._tensor.Tensor", "torch.nn.parameter.Parameter");

  static {
    add(StoredType.F64, "Double", "float64");
    add(StoredType.F32, "Float", "float32");
    add(StoredType.F16, "Half", "float16");
    add(StoredType.BF16, "BFloat16", "bfloat16");
    add(StoredType.I64, "Long", "int64");
    add(StoredType.I32, "Int", "int32");
    add(StoredType.I16, "Short", "int16");
    add(StoredType.I8, "Char", "int8");
    add(StoredType.U8, "Byte", "uint8");
    add(StoredType.BOOL, "Bool", "bool");
    add(StoredType.C64, "ComplexFloat", "complex64");
    add(StoredType.C128, "ComplexDouble", "complex128");
    ELEMENTS.put("torch.uint16", StoredType.U16);
    ELEMENTS.put("torch.uint32", StoredType.U32);
    ELEMENTS.put("torch.uint64", StoredType.U64);
    ELEMENTS.put("torch.float8_e4m3fn", StoredType.F8_E4M3);
    ELEMENTS.put("torch.float8_e5m2", StoredType.F8_E5M2);
    ELEMENTS.put("torch.float8_e8m0fnu", StoredType.F8_E8M0);
  }

  private TorchTypes() {}

  private static void add(StoredType type, String storage, String element) {
    STORAGES.put("torch.%sStorage".formatted(storage), type);
    ELEMENTS.put("torch." + element, type);
  }

  /// All names, which a pickle may use.
  static List<String> names() {
    List<String> names = new ArrayList<>(STORAGES.keySet());
    names.addAll(ELEMENTS.keySet());
    names.addAll(UNTYPED);
    names.addAll(OTHERS);
    return names;
  }

  static Optional<StoredType> ofStorage(String name) {
    return Optional.ofNullable(STORAGES.get(name));
  }

  static Optional<StoredType> ofElement(String name) {
    return Optional.ofNullable(ELEMENTS.get(name));
  }

  static boolean isUntyped(String name) {
    return UNTYPED.contains(name);
  }

  /// The name of the storage for a type; empty if PyTorch has no typed storage for it.
  static Optional<String> storageOf(StoredType type) {
    return STORAGES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// The name of the element type.
  static String elementOf(StoredType type) {
    return ELEMENTS.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
