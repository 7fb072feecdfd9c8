package dev.adjoint.explain.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Why;
import dev.adjoint.explain.why.WhyMap;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptCheckTest {

  private static final Map<String, Object> GOOD = receipt("3.weight.grad[2,7]");

  private static Map<String, Object> receipt(String number) {
    StepTrace trace = TracedModels.perceptron().trace();
    return WhyMap.of(Why.of(trace).explain(Element.parse(number)));
  }

  private static List<String> problems(Map<String, Object> why) {
    return ReceiptCheck.problems(Map.of("why", why));
  }

  @SuppressWarnings("unchecked") // a copy of maps is made of maps
  private static <T> T copy(T value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((name, inner) -> copy.put(name, copy(inner)));
        yield (T) copy;
      }
      case List<?> list ->
          (T) new ArrayList<Object>(list.stream().<Object>map(ReceiptCheckTest::copy).toList());
      default -> value;
    };
  }

  @SuppressWarnings("unchecked") // the structure of the document are known
  private static Map<String, Object> at(Map<String, Object> why, Object... path) {
    Object part = why;
    for (Object step : path) {
      part =
          Objects.requireNonNull(
              step instanceof Integer i
                  ? ((List<Object>) part).get(i)
                  : ((Map<String, Object>) part).get(step));
    }
    return (Map<String, Object>) part;
  }

  @SuppressWarnings("unchecked") // the terms are a list
  private static List<Object> terms(Map<String, Object> why) {
    return (List<Object>) Objects.requireNonNull(at(why, "sums", 0).get("terms"));
  }

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  private static Arguments wrong(
      String name, String reason, Consumer<Map<String, Object>> mistake) {
    return Arguments.of(name, reason, mistake);
  }

  /// Doubles the left factors and all that follows from them, so that only the number without
  /// derivatives contradicts.
  private static void doubleAll(Map<String, Object> why) {
    Map<String, Object> sum = at(why, "sums", 0);
    for (int i = 0; i < terms(why).size(); i++) {
      twice(at(why, "sums", 0, "terms", i, "factors", 0), "value");
      twice(at(why, "sums", 0, "terms", i), "product");
    }
    twice(sum, "value");
    twice(sum, "positive");
    twice(sum, "negative");
    twice(why, "value");
    float value = (float) number(why.get("value"));
    why.put("bits", "%08x".formatted(Float.floatToRawIntBits(value)));
    twice(at(why, "replay"), "deviation");
    twice(at(why, "sums", 0, "replay"), "deviation");
    Map<String, Object> numeric = at(why, "numeric");
    double size = number(sum.get("positive")) - number(sum.get("negative"));
    numeric.put("relative_difference", Math.abs(value - number(numeric.get("value"))) / size);
  }

  private static void twice(Map<String, Object> fields, String name) {
    fields.put(name, 2 * number(fields.get(name)));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        wrong(
            "the value",
            "the bits bd14bfe7 are not those of ",
            why -> why.put("value", 2 * number(why.get("value")))),
        wrong(
            "the last bit of the value",
            "the bits bd14bfe7 are not those of ",
            why -> why.put("value", (double) Math.nextUp((float) number(why.get("value"))))),
        wrong(
            "a value with more digits than F32",
            "is not a number of type F32",
            why -> why.put("value", number(why.get("value")) * (1 + 1e-12))),
        wrong(
            "the bits", "the bits 3f800000 are not those of ", why -> why.put("bits", "3f800000")),
        wrong(
            "the sign of a product",
            "sums[0].terms[3]: ",
            why -> {
              Map<String, Object> term = at(why, "sums", 0, "terms", 3);
              term.put("product", -number(term.get("product")));
            }),
        wrong(
            "a product that is rounded",
            "sums[0].terms[3]: ",
            why -> {
              Map<String, Object> term = at(why, "sums", 0, "terms", 3);
              term.put("product", (double) (float) number(term.get("product")));
            }),
        wrong(
            "a factor",
            "sums[0].terms[2]: 0.5 · ",
            why -> at(why, "sums", 0, "terms", 2, "factors", 0).put("value", 0.5)),
        wrong(
            "a missing factor",
            "sums[0].terms[2] has 1 factors instead of 2",
            why -> at(why, "sums", 0, "terms", 2).put("factors", List.of(Map.of("value", 1.0)))),
        wrong(
            "a missing term",
            "sums[0]: the negative terms add up to ",
            why -> terms(why).removeLast()),
        wrong(
            "a term that stands twice",
            "sums[0].terms[1] occurs twice in its sum",
            why -> terms(why).set(0, terms(why).get(1))),
        wrong(
            "an added term",
            "sums[0].terms[11] occurs twice in its sum",
            why -> {
              Map<String, Object> more = copy(at(why, "sums", 0, "terms", 0));
              terms(why).add(more);
            }),
        wrong(
            "another order of the terms",
            "sums[0]: one chain of fused multiply–adds gives ",
            why -> Collections.reverse(terms(why))),
        wrong(
            "another order of rounding",
            "sums[0]: products rounded one by one and added in order gives ",
            why ->
                at(why, "sums", 0, "replay")
                    .put("order", "products rounded one by one and added in order")),
        wrong(
            "an order that is not known",
            "sums[0]: the order 'magic' is not known",
            why -> at(why, "sums", 0, "replay").put("order", "magic")),
        wrong(
            "the positive part",
            "sums[0]: the positive terms add up to ",
            why -> at(why, "sums", 0).put("positive", 1.0)),
        wrong(
            "the negative part",
            "sums[0]: the negative terms add up to ",
            why -> at(why, "sums", 0).put("negative", 0.0)),
        wrong(
            "the contribution",
            "sums[0]: the terms add up to ",
            why -> at(why, "sums", 0).put("value", 1.0)),
        wrong(
            "the deviation",
            "the deviation 0.1 is not ",
            why -> at(why, "replay").put("deviation", 0.1)),
        wrong(
            "the bits said to differ",
            "document.why.replay: the bits differ",
            why -> at(why, "replay").put("same_bits", false)),
        wrong(
            "the number in F64",
            "the number in F64 is off by ",
            why -> at(why, "numeric").put("value", 1.0)),
        wrong(
            "the difference to the number in F64",
            "the number in F64 is off by ",
            why -> at(why, "numeric").put("relative_difference", 0.0)),
        wrong(
            "a verdict that is not known",
            "the verdict of the check in F64 is 'differs'",
            why -> at(why, "numeric").put("verdict", "differs")),
        wrong(
            "one address with two numbers",
            " and also ",
            why -> {
              Map<String, Object> first = at(why, "sums", 0, "terms", 0, "factors", 1);
              at(why, "sums", 0, "terms", 1, "factors", 1)
                  .put("of", Objects.requireNonNull(first.get("of")));
            }),
        wrong(
            "an address that is none",
            "'x[1' is not an address",
            why -> at(why, "sums", 0, "terms", 0, "factors", 1).put("of", "x[1")),
        wrong("the kind", "a number of kind given has 1 sums", why -> why.put("kind", "given")),
        wrong(
            "a kind that is not known",
            "the kind 'product' is not known",
            why -> why.put("kind", "product")),
        wrong("the type", "the bits bd14bfe7 are not those of ", why -> why.put("type", "F64")),
        wrong(
            "an entry that is not known",
            "document.why has the entry 'trust', which is not known",
            why -> why.put("trust", "me")),
        wrong(
            "a missing entry", "document.why has no entry 'numeric'", why -> why.remove("numeric")),
        wrong(
            "an entry of another kind",
            "document.why.sums is not a list",
            why -> why.put("sums", "none")),
        wrong(
            "a gradient twice as large, with all its products",
            "the number in F64, ",
            ReceiptCheckTest::doubleAll),
        wrong(
            "a document that does not hold",
            "the document itself says that it does not hold",
            why -> why.put("holds", false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aWrongReceiptIsRefusedForItsMistake(
      String name, String reason, Consumer<Map<String, Object>> mistake) {
    Map<String, Object> wrong = copy(GOOD);
    mistake.accept(wrong);
    assertThat(wrong).as(name).isNotEqualTo(GOOD);
    assertThat(problems(wrong).getFirst()).as(name).contains(reason);
  }

  @Test
  void aMistakeIsNamedWithItsPlaceAndNumbers() {
    Map<String, Object> wrong = copy(GOOD);
    Map<String, Object> term = at(wrong, "sums", 0, "terms", 3);
    term.put("product", 1.0);
    assertThat(problems(wrong).getFirst()).startsWith("sums[0].terms[3]: ").endsWith(" is not 1.0");
    assertThat(ReceiptCheck.problems(Map.of())).containsExactly("document has no entry 'why'");
  }

  static Stream<Supplier<TracedModels>> models() {
    return Stream.of(
        TracedModels::lesson,
        TracedModels::perceptron,
        TracedModels::convolutional,
        TracedModels::recurrent,
        TracedModels::transformer,
        TracedModels::own);
  }

  @ParameterizedTest
  @MethodSource("models")
  void trueReceiptsOfAllModelsPass(Supplier<TracedModels> model) {
    assertThat(problems(GOOD)).isEmpty();
    StepTrace trace = model.get().trace();
    Why why = Why.of(trace);
    long seed = 23;
    Random random = new Random(seed);
    List<TracedValue> values =
        trace.values().stream().filter(value -> value.role() != Role.CONSTANT).toList();
    for (int i = 0; i < 15; i++) {
      TracedValue value = values.get(random.nextInt(values.size()));
      Shape shape = value.value().shape();
      boolean isGradient = value.gradient().isPresent() && random.nextInt(3) > 0;
      String number = new Element(value.name(), isGradient, index(shape, random)).toString();
      assertThat(problems(WhyMap.of(why.explain(Element.parse(number)))))
          .as("seed %d, %s", seed, number)
          .isEmpty();
    }
  }

  private static List<Integer> index(Shape shape, Random random) {
    List<Integer> index = new ArrayList<>();
    for (int size : shape.toArray()) {
      index.add(random.nextInt(size));
    }
    return index;
  }
}
