package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.TensorValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the tensors of a file that are the weights of the model.
final class StateDicts {

  /// Common keys of the weights in a checkpoint, the most common first.
  private static final List<String> USUAL =
      List.of(
          "state_dict",
          "model_state_dict",
          "model",
          "module",
          "net",
          "network",
          "weights",
          "params");

  private static final List<String> PREFIXES = List.of("_orig_mod.", "module.");

  private StateDicts() {}

  static Map<String, StoredTensor> only(Path file, PyTorchValue root) throws FormatException {
    return withoutPrefix(
        switch (root) {
          case Dictionary dictionary -> only(file, dictionary);
          case Sequence sequence -> items(sequence);
          case TensorValue tensor -> Map.of("tensor", tensor.tensor());
          default ->
              throw new FormatException(
                  file, "there are no weights in %s".formatted(NamedValues.text(root)));
        });
  }

  private static Map<String, StoredTensor> only(Path file, Dictionary root) throws FormatException {
    Map<String, Map<String, StoredTensor>> inner = new LinkedHashMap<>();
    root.entries()
        .forEach((key, value) -> {
          if (key instanceof Text text
              && value instanceof Dictionary entry
              && !tensors(entry).isEmpty()) {
            inner.put(text.text(), tensors(entry));
          }
        });
    for (String usual : USUAL) {
      Map<String, StoredTensor> weights = inner.get(usual);
      if (weights != null && !isScript(root)) {
        return weights;
      }
    }
    Map<String, StoredTensor> direct = direct(root);
    if (isScript(root)) {
      return tensors(root);
    }
    if (!direct.isEmpty()) {
      return direct;
    }
    if (inner.size() == 1) {
      return inner.values().iterator().next();
    }
    throw new FormatException(
        file,
        inner.isEmpty()
            ? "there are no tensors by name in this file; it has %s".formatted(entries(root))
            : "the weights may be any of the entries %s; name one of them"
                .formatted(inner.keySet()));
  }

  /// Whether this is a module of TorchScript, whose attributes are parameters and further modules.
  private static boolean isScript(Dictionary root) {
    return root.get("training").orElse(null) instanceof PyTorchValue.Truth
        && root.get("_is_full_backward_hook").isPresent();
  }

  private static Map<String, StoredTensor> items(Sequence sequence) {
    Map<String, StoredTensor> items = new LinkedHashMap<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      if (sequence.items().get(i) instanceof TensorValue tensor) {
        items.put(Integer.toString(i), tensor.tensor().named(Integer.toString(i)));
      }
    }
    return items;
  }

  private static Map<String, StoredTensor> direct(Dictionary dictionary) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    dictionary
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Text text && value instanceof TensorValue tensor) {
            tensors.put(text.text(), tensor.tensor().named(text.text()));
          }
        });
    return tensors;
  }

  /// The tensors of a dictionary and of the dictionaries in it, names joined with dots.
  static Map<String, StoredTensor> tensors(Dictionary dictionary) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    collect("", dictionary, tensors);
    return tensors;
  }

  private static void collect(
      String path, Dictionary dictionary, Map<String, StoredTensor> tensors) {
    dictionary
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Text text) {
            String name = path.isEmpty() ? text.text() : path + "." + text.text();
            if (value instanceof TensorValue tensor) {
              tensors.put(name, tensor.tensor().named(name));
            } else if (value instanceof Dictionary inner) {
              collect(name, inner, tensors);
            }
          }
        });
  }

  static Map<String, StoredTensor> withoutPrefix(Map<String, StoredTensor> tensors) {
    Map<String, StoredTensor> named = tensors;
    for (String prefix : PREFIXES) {
      if (!named.isEmpty() && named.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
        Map<String, StoredTensor> shorter = new LinkedHashMap<>();
        named.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
        named = shorter;
      }
    }
    return named;
  }

  /// The keys of a dictionary, or the kind of another value, for a message.
  static String entries(PyTorchValue root) {
    if (!(root instanceof Dictionary dictionary)) {
      return NamedValues.text(root);
    }
    List<String> keys = new ArrayList<>();
    for (PyTorchValue key : dictionary.entries().keySet()) {
      if (keys.size() == 10) {
        keys.add("…");
        break;
      }
      keys.add(PickleMachine.brief(NamedValues.text(key)));
    }
    return "the entries " + keys;
  }
}
