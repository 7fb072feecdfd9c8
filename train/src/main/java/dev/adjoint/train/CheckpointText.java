package dev.adjoint.train;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/// The part of a checkpoint that is not tensors, as texts.
///
/// Figures are written as `loss=0.5 accuracy=0.9`; Java's decimal form of a double reads back to
/// the same bits.
record CheckpointText(Path file, Map<String, String> texts) {

  private static final String FORMAT = "adjoint checkpoint 1";
  private static final String FINGERPRINT = "fingerprint ";

  static Map<String, String> of(Checkpoint checkpoint) {
    Map<String, String> texts = new LinkedHashMap<>();
    Progress place = checkpoint.place();
    texts.put("format", FORMAT);
    texts.put("epoch", Integer.toString(place.epoch()));
    texts.put("batch", Integer.toString(place.batch()));
    texts.put("step", Long.toString(place.step()));
    texts.put("best epoch", Integer.toString(checkpoint.best().epoch()));
    texts.put("best loss", Double.toString(checkpoint.best().loss()));
    EpochSums sums = checkpoint.sums();
    texts.put("sum samples", Integer.toString(sums.samples()));
    texts.put("sums", text(new Figures(sums.loss(), sums.metrics())));
    StringJoiner history = new StringJoiner("\n");
    for (EpochRecord record : checkpoint.history()) {
      history.add(text(record.training()) + " | " + text(record.validation()));
    }
    texts.put("history", history.toString());
    checkpoint.fingerprint().parts().forEach((name, value) -> texts.put(FINGERPRINT + name, value));
    return texts;
  }

  private static String text(Figures figures) {
    StringJoiner text = new StringJoiner(" ");
    text.add("loss=" + figures.loss());
    figures.metrics().forEach((name, value) -> text.add(name + "=" + value));
    return text.toString();
  }

  Progress place() throws IOException {
    if (!FORMAT.equals(texts.get("format"))) {
      throw new IOException(
          "%s: is not a checkpoint of training (format %s); give the checkpoint.safetensors of a run"
              .formatted(file, texts.getOrDefault("format", "(none)")));
    }
    return new Progress(
        number("epoch", Integer::valueOf),
        number("batch", Integer::valueOf),
        number("step", Long::valueOf));
  }

  Best best(Map<String, Tensor> weights) throws IOException {
    return new Best(
        number("best epoch", Integer::valueOf), number("best loss", Double::valueOf), weights);
  }

  EpochSums sums() throws IOException {
    Figures sums = figures(text("sums"));
    return new EpochSums(number("sum samples", Integer::valueOf), sums.loss(), sums.metrics());
  }

  List<EpochRecord> history() throws IOException {
    List<EpochRecord> history = new ArrayList<>();
    for (String line : text("history").lines().toList()) {
      String[] halves = line.split(" \\| ", -1);
      if (halves.length != 2) {
        throw damaged("history", line);
      }
      history.add(new EpochRecord(history.size() + 1, figures(halves[0]), figures(halves[1])));
    }
    return history;
  }

  Fingerprint fingerprint() {
    Map<String, String> parts = new LinkedHashMap<>();
    texts.forEach((name, value) -> {
      if (name.startsWith(FINGERPRINT)) {
        parts.put(name.substring(FINGERPRINT.length()), value);
      }
    });
    return new Fingerprint(parts);
  }

  private Figures figures(String text) throws IOException {
    double loss = Double.NaN;
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String item : text.split(" ", -1)) {
      int equals = item.indexOf('=');
      try {
        double value = Double.parseDouble(item.substring(equals + 1));
        if (item.startsWith("loss=")) {
          loss = value;
        } else {
          metrics.put(item.substring(0, equals), value);
        }
      } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
        throw damaged("figures", text);
      }
    }
    return new Figures(loss, metrics);
  }

  private String text(String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw damaged(name, "nothing");
    }
    return text;
  }

  private <T> T number(String name, Function<String, T> parse) throws IOException {
    String text = text(name);
    try {
      return parse.apply(text);
    } catch (NumberFormatException _) {
      throw damaged(name, text);
    }
  }

  private IOException damaged(String name, String text) {
    return new IOException(
        "%s: the checkpoint is damaged: '%s' holds %s; start anew or use an older copy"
            .formatted(file, name, text));
  }
}
