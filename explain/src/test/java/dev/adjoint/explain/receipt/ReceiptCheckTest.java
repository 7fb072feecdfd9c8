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

  @SuppressWarnings("unchecked") // the places of the document are known
  private static Map<String, Object> at(Map<String, Object> why, Object... path) {
    Object place = why;
    for (Object step : path) {
      place =
          Objects.requireNonNull(
              step instanceof Integer i
                  ? ((List<Object>) place).get(i)
                  : ((Map<String, Object>) place).get(step));
    }
    return (Map<String, Object>) place;
  }

  @SuppressWarnings("unchecked") // the terms are a list
  private static List<Object> terms(Map<String, Object> why) {
    return (List<Object>) Objects.requireNonNull(at(why, "sums", 0).get("terms"));
  }

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  private static Arguments wrong(String name, Consumer<Map<String, Object>> mistake) {
    return Arguments.of(name, mistake);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        wrong("the value", why -> why.put("value", 2 * number(why.get("value")))),
        wrong(
            "the last bit of the value",
            why -> why.put("value", (double) Math.nextUp((float) number(why.get("value"))))),
        wrong(
            "a value with more digits than F32",
            why -> why.put("value", number(why.get("value")) * (1 + 1e-12))),
        wrong("the bits", why -> why.put("bits", "3f800000")),
        wrong(
            "the sign of a product",
            why -> {
              Map<String, Object> term = at(why, "sums", 0, "terms", 3);
              term.put("product", -number(term.get("product")));
            }),
        wrong(
            "a product that is rounded",
            why -> {
              Map<String, Object> term = at(why, "sums", 0, "terms", 3);
              term.put("product", (double) (float) number(term.get("product")));
            }),
        wrong("a factor", why -> at(why, "sums", 0, "terms", 2, "factors", 0).put("value", 0.5)),
        wrong(
            "a missing factor",
            why -> at(why, "sums", 0, "terms", 2).put("factors", List.of(Map.of("value", 1.0)))),
        wrong("a missing term", why -> terms(why).removeLast()),
        wrong("a term that stands twice", why -> terms(why).set(0, terms(why).get(1))),
        wrong(
            "an added term",
            why -> {
              Map<String, Object> more = copy(at(why, "sums", 0, "terms", 0));
              terms(why).add(more);
            }),
        wrong("another order of the terms", why -> Collections.reverse(terms(why))),
        wrong(
            "another order of rounding",
            why ->
                at(why, "sums", 0, "replay")
                    .put("order", "products rounded one by one and added in order")),
        wrong(
            "an order that is not known",
            why -> at(why, "sums", 0, "replay").put("order", "magic")),
        wrong("the positive part", why -> at(why, "sums", 0).put("positive", 1.0)),
        wrong("the negative part", why -> at(why, "sums", 0).put("negative", 0.0)),
        wrong("the contribution", why -> at(why, "sums", 0).put("value", 1.0)),
        wrong("the deviation", why -> at(why, "replay").put("deviation", 0.1)),
        wrong("the bits said to differ", why -> at(why, "replay").put("same_bits", false)),
        wrong("the number in F64", why -> at(why, "numeric").put("value", 1.0)),
        wrong(
            "the difference to the number in F64",
            why -> at(why, "numeric").put("relative_difference", 0.0)),
        wrong("a verdict that is not known", why -> at(why, "numeric").put("verdict", "differs")),
        wrong(
            "one address with two numbers",
            why -> {
              Map<String, Object> first = at(why, "sums", 0, "terms", 0, "factors", 1);
              at(why, "sums", 0, "terms", 1, "factors", 1)
                  .put("of", Objects.requireNonNull(first.get("of")));
            }),
        wrong(
            "an address that is none",
            why -> at(why, "sums", 0, "terms", 0, "factors", 1).put("of", "x[1")),
        wrong("the kind", why -> why.put("kind", "given")),
        wrong("a kind that is not known", why -> why.put("kind", "product")),
        wrong("the type", why -> why.put("type", "F64")),
        wrong("an entry that is not known", why -> why.put("trust", "me")),
        wrong("a missing entry", why -> why.remove("numeric")),
        wrong("an entry of another kind", why -> why.put("sums", "none")),
        wrong("a document that does not hold", why -> why.put("holds", false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aWrongReceiptIsRefused(String name, Consumer<Map<String, Object>> mistake) {
    Map<String, Object> wrong = copy(GOOD);
    mistake.accept(wrong);
    assertThat(wrong).as(name).isNotEqualTo(GOOD);
    assertThat(problems(wrong)).as(name).isNotEmpty();
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
