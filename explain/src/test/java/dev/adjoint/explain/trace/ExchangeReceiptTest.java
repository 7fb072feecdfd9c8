package dev.adjoint.explain.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The form of the foreign verifier `backprop-trace`. Where `-Dadjoint.bp=` names its command, such
/// as `npx bp`, the command checks the receipts; the build computes the same sums again itself.
class ExchangeReceiptTest {

  @TempDir private Path folder;

  private static StepTrace classes() {
    Random random = new Random(3);
    Layer model =
        Sequential.of(Linear.of(3, 4, random), Activation.SIGMOID, Linear.of(4, 3, random));
    Tensor x = Tensor.normal(Shape.of(1, 3), 0, 1, random);
    Tensor t = Tensor.of(2L);
    return StepTrace.of(
        model,
        Optimizer.of(model, new Sgd(0.1)),
        Map.of("input", x, "target", t),
        () -> new CrossEntropyLoss().of(model.forward(x, Pass.INFERENCE), t));
  }

  private static Map<?, ?> part(Map<?, ?> map, String... path) {
    Map<?, ?> at = map;
    for (String name : path) {
      at = (Map<?, ?>) Objects.requireNonNull(at.get(name), name);
    }
    return at;
  }

  private static double number(Map<?, ?> map, String name) {
    return ((Number) Objects.requireNonNull(map.get(name), name)).doubleValue();
  }

  /// Every product, sum and update of the receipt, from its own factors.
  private static void requireTrue(Map<?, ?> receipt, double close) {
    Map<?, ?> outputs = part(receipt, "backward", "output_error_signals");
    Map<?, ?> hiddens = part(receipt, "backward", "hidden_error_signals");
    outputs.forEach((unit, signal) -> requireProduct((Map<?, ?>) signal, close));
    hiddens.forEach((unit, value) -> {
      Map<?, ?> signal = (Map<?, ?>) value;
      double sum = 0;
      for (Object each : (List<?>) Objects.requireNonNull(signal.get("downstream_contributions"))) {
        Map<?, ?> one = (Map<?, ?>) each;
        double product = number(one, "downstream_signal") * number(one, "weight_value");
        assertThat(number(one, "value")).isCloseTo(product, within(close));
        assertThat(number(one, "downstream_signal"))
            .isEqualTo(number(part(outputs, String.valueOf(one.get("from"))), "signal_value"));
        sum += product;
      }
      assertThat(number(signal, "backpropagated_sum")).isCloseTo(sum, within(close));
      assertThat(number(signal, "signal_value"))
          .isCloseTo(sum * number(signal, "activation_derivative"), within(close));
    });
    Map<?, ?> after = part(receipt, "parameters_after");
    for (Object each : (List<?>) Objects.requireNonNull(receipt.get("updates"))) {
      Map<?, ?> update = (Map<?, ?>) each;
      double product = product(part(update, "optimizer"));
      assertThat(number(update, "gradient")).isCloseTo(product, within(close));
      double moved = number(receipt, "learning_rate") * product;
      assertThat(number(update, "weight_after"))
          .isCloseTo(number(update, "weight_before") + moved, within(close))
          .isEqualTo(number(after, String.valueOf(update.get("parameter_id"))));
    }
  }

  private static double product(Map<?, ?> sum) {
    double product = 1;
    for (Object factor : (List<?>) Objects.requireNonNull(sum.get("factors"))) {
      product *= number((Map<?, ?>) factor, "value");
    }
    return product;
  }

  private static void requireProduct(Map<?, ?> signal, double close) {
    assertThat(number(signal, "signal_value")).isCloseTo(product(signal), within(close));
    if (signal.containsKey("dual_form")) {
      assertThat(number(part(signal, "dual_form"), "summed_value"))
          .isCloseTo(number(signal, "signal_value"), within(close));
    }
  }

  private void requireAccepted(Map<String, Object> receipt, boolean accepted)
      throws IOException, InterruptedException {
    String command = System.getProperty("adjoint.bp", "");
    if (!command.isEmpty()) {
      String text = new JsonMapper().writeValueAsString(receipt) + "\n";
      Path file = Files.writeString(folder.resolve("step.jsonl"), text);
      Process process =
          new ProcessBuilder("sh", "-c", command + " verify general " + file)
              .redirectErrorStream(true)
              .start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor() == 0).as(said).isEqualTo(accepted);
    }
  }

  @Test
  void lessonOneHasTheFormWithTheNumbersComputedByHand() throws Exception {
    Map<String, Object> receipt = ExchangeReceipt.of(TracedModels.lesson().step(new Sgd(0.1)));
    // z = 0.5 · 0.58 + 0.6 · 1.06 + 0.4 = 1.326, so the signal of the output is 2 − z = 0.674.
    Map<?, ?> output = part(receipt, "backward", "output_error_signals", "o1");
    assertThat(number(output, "signal_value")).isCloseTo(0.674, within(1e-12));
    assertThat(number(part(receipt, "loss"), "total"))
        .isCloseTo(0.5 * 0.674 * 0.674, within(1e-12));
    assertThat(receipt).containsEntry("schema_version", "0.4.0");
    assertThat(new JsonMapper().writeValueAsString(receipt)).startsWith(ExchangeReceipt.MARK);
    requireTrue(receipt, 1e-12);
    requireAccepted(receipt, true);
  }

  @Test
  void aStepOnAClassHasTheLongFormOfTheSoftmaxBesideTheShortOne() throws Exception {
    Map<String, Object> receipt = ExchangeReceipt.of(classes());
    Map<?, ?> output = part(receipt, "backward", "output_error_signals", "o3");
    assertThat(output.containsKey("dual_form")).isTrue();
    assertThat(part(receipt, "topology").get("activation_hidden")).isEqualTo("sigmoid");
    requireTrue(receipt, 1e-6);
    requireAccepted(receipt, true);
    receipt.put("learning_rate", 0.2);
    requireAccepted(receipt, false);
  }

  @Test
  void otherStepsAreRefusedInWords() {
    assertThatThrownBy(() -> ExchangeReceipt.of(TracedModels.perceptron().step(new Sgd(0.1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "backprop-trace: only a step of one sample through two linear layers with biases, with relu, sigmoid or nothing between them, half the squared error or the cross-entropy of a class, and plain gradient descent can be exported, but 0:linear has no bias or more than one sample");
    assertThatThrownBy(() -> ExchangeReceipt.of(TracedModels.lesson().step(new Adam(0.1))))
        .hasMessageContaining("can be exported, but the rule is Adam");
    assertThatThrownBy(() -> ExchangeReceipt.of(TracedModels.lesson().trace()))
        .hasMessageContaining("but there are 2 linear layers and 0 updated parameters");
  }
}
