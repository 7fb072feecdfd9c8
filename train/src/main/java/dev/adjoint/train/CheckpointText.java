package dev.adjoint.train;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// The part of a checkpoint that is not tensors, as texts.
///
/// Figures are written as `loss=0.5 accuracy=0.9`, states of metrics as `accuracy=9.0,10.0`; Java's
/// decimal form of a double reads back to the same bits.
record CheckpointText(StateText texts) {

  private static final String FORMAT = "adjoint checkpoint 2";
  private static final String FINGERPRINT = "fingerprint ";

  static Map<String, String> of(Checkpoint checkpoint) {
    Map<String, String> texts = new LinkedHashMap<>();
    Progress progress = checkpoint.progress();
    texts.put("format", FORMAT);
    texts.put("epoch", Integer.toString(progress.epoch()));
    texts.put("batch", Integer.toString(progress.batch()));
    texts.put("step", Long.toString(progress.step()));
    texts.put("best epoch", Integer.toString(checkpoint.best().epoch()));
    texts.put("best value", Double.toString(checkpoint.best().value()));
    EpochSums sums = checkpoint.sums();
    texts.put("sum samples", Long.toString(sums.samples()));
    texts.put("sum weight", Double.toString(sums.weight()));
    texts.put("sum loss", Double.toString(sums.loss()));
    texts.put("metric states", states(sums.states()));
    StringJoiner history = new StringJoiner("\n");
    for (EpochRecord record : checkpoint.history()) {
      history.add(
          text(record.training())
              + " | "
              + record.validation().map(CheckpointText::text).orElse(""));
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

  private static String states(Map<String, double[]> states) {
    StringJoiner text = new StringJoiner(" ");
    states.forEach((name, state) -> {
      StringJoiner numbers = new StringJoiner(",");
      for (double number : state) {
        numbers.add(Double.toString(number));
      }
      text.add(name + "=" + numbers);
    });
    return text.toString();
  }

  static CheckpointText read(Path file, Map<String, String> texts) throws IOException {
    StateText text = new StateText(file, "checkpoint", texts);
    text.requireFormat(FORMAT, "give the checkpoint.safetensors of a run");
    return new CheckpointText(text);
  }

  Progress progress() throws IOException {
    return texts.progress();
  }

  Best best(Map<String, Tensor> weights) throws IOException {
    return new Best(
        texts.number("best epoch", Integer::valueOf),
        texts.number("best value", Double::valueOf),
        weights);
  }

  EpochSums sums() throws IOException {
    Map<String, double[]> states = new LinkedHashMap<>();
    for (Map.Entry<String, String> item : items("metric states", texts.text("metric states"))) {
      String[] numbers = item.getValue().split(",", -1);
      double[] state = new double[numbers.length];
      for (int i = 0; i < state.length; i++) {
        state[i] = number("metric states", numbers[i]);
      }
      states.put(item.getKey(), state);
    }
    return new EpochSums(
        texts.number("sum samples", Long::valueOf),
        texts.number("sum weight", Double::valueOf),
        texts.number("sum loss", Double::valueOf),
        states);
  }

  List<EpochRecord> history() throws IOException {
    List<EpochRecord> history = new ArrayList<>();
    for (String line : texts.text("history").lines().toList()) {
      String[] halves = line.split(" \\| ", -1);
      if (halves.length != 2) {
        throw texts.damaged("history", line);
      }
      history.add(
          new EpochRecord(
              history.size() + 1,
              figures(halves[0]),
              halves[1].isEmpty() ? Optional.empty() : Optional.of(figures(halves[1]))));
    }
    return history;
  }

  Fingerprint fingerprint() {
    Map<String, String> parts = new LinkedHashMap<>();
    texts
        .texts()
        .forEach((name, value) -> {
          if (name.startsWith(FINGERPRINT)) {
            parts.put(name.substring(FINGERPRINT.length()), value);
          }
        });
    return new Fingerprint(parts);
  }

  private Figures figures(String text) throws IOException {
    double loss = Double.NaN;
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, String> item : items("history", text)) {
      double value = number("history", item.getValue());
      if (item.getKey().equals("loss")) {
        loss = value;
      } else {
        metrics.put(item.getKey(), value);
      }
    }
    return new Figures(loss, metrics);
  }

  private List<Map.Entry<String, String>> items(String name, String text) throws IOException {
    List<Map.Entry<String, String>> items = new ArrayList<>();
    for (String item : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int equals = item.indexOf('=');
      if (equals < 1) {
        throw texts.damaged(name, text);
      }
      items.add(Map.entry(item.substring(0, equals), item.substring(equals + 1)));
    }
    return items;
  }

  private double number(String name, String text) throws IOException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw texts.damaged(name, text);
    }
  }
}
