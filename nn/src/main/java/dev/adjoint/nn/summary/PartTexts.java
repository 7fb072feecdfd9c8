package dev.adjoint.nn.summary;

import dev.adjoint.nn.Layer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The text of every layer in a model by its path; of a layer made of layers only its class.
final class PartTexts {

  private PartTexts() {}

  static Map<String, String> of(Layer model) {
    Map<String, String> texts = new LinkedHashMap<>();
    collect("", model, texts);
    return texts;
  }

  private static void collect(String path, Object part, Map<String, String> texts) {
    switch (part) {
      case Layer layer -> {
        String text = layer.toString();
        boolean one = text.indexOf('\n') < 0 && text.length() <= 60;
        texts.putIfAbsent(path, one ? text : layer.getClass().getSimpleName());
        layer.parts().forEach((name, inner) -> collect(join(path, name), inner, texts));
      }
      case Optional<?> optional -> optional.ifPresent(inner -> collect(path, inner, texts));
      case Collection<?> items -> {
        int index = 0;
        for (Object item : items) {
          collect(join(path, Integer.toString(index++)), item, texts);
        }
      }
      case Map<?, ?> items ->
          items.forEach((name, inner) -> collect(join(path, name.toString()), inner, texts));
      default -> {}
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
