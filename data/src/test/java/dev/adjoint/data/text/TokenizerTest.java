package dev.adjoint.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenizerTest {

  private static final List<String> CORPUS =
      List.of(
          "The cat sat on the mat. The cat's hat, the rat!",
          "春眠不覺曉，處處聞啼鳥。",
          "naïve café — 3,14 €\n\n  two  spaces\t👩‍👩‍👧 🇪🇺",
          "aaaaaaaa aaa aa a");

  /// Letters of several scripts, marks, controls, emoji, spaces, and halves of surrogate pairs.
  private static String draw(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) random.nextInt(0x80));
        case 1 -> text.append((char) random.nextInt(0x80, 0x2000));
        case 2 -> text.append((char) random.nextInt(0x4E00, 0x9FFF));
        case 3 -> text.appendCodePoint(random.nextInt(0x1F300, 0x1FAFF));
        case 4 -> text.append((char) random.nextInt(0xD800, 0xE000));
        case 5 -> text.append(" ".repeat(random.nextInt(1, 4)));
        case 6 -> text.append(CORPUS.get(random.nextInt(CORPUS.size())), 0, 5);
        default -> text.append((char) ('a' + random.nextInt(3)));
      }
    }
    return text.toString();
  }

  @TestFactory
  Stream<DynamicTest> bytePairsGiveEveryTextBack() {
    List<BytePairs> all =
        List.of(
            BytePairs.train(CORPUS, 256, false),
            BytePairs.train(CORPUS, 300, true),
            BytePairs.train(CORPUS, 1000, false));
    return Stream.iterate(0L, seed -> seed + 1)
        .limit(200)
        .map(seed ->
            DynamicTest.dynamicTest(
                "seed " + seed,
                () -> {
                  String text = draw(new SplittableRandom(seed));
                  for (BytePairs tokenizer : all) {
                    int[] tokens = tokenizer.encode(text);
                    assertThat(tokenizer.decode(tokens)).isEqualTo(WellFormedText.of(text));
                    assertThat(Arrays.stream(tokens))
                        .allMatch(token -> token >= 0 && token < tokenizer.size());
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> charactersGiveEveryTextBack() {
    return Stream.iterate(0L, seed -> seed + 1)
        .limit(100)
        .map(seed ->
            DynamicTest.dynamicTest(
                "seed " + seed,
                () -> {
                  String text = draw(new SplittableRandom(seed)) + "x";
                  Characters tokenizer = Characters.closed(List.of(text));
                  assertThat(tokenizer.decode(tokenizer.encode(text)))
                      .isEqualTo(WellFormedText.of(text));
                  assertThat(tokenizer.encode(text)).hasSize(text.codePointCount(0, text.length()));
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyEncoderComesBackFromItsMap() {
    List<TextEncoder> encoders =
        List.of(
            Characters.closed(CORPUS),
            Characters.open(CORPUS, 2, 30),
            Words.of(CORPUS, 1, 100),
            BytePairs.train(CORPUS, 280, true),
            WordNgrams.of(CORPUS, 1, 500));
    assertThat(encoders.stream().map(encoder -> encoder.toMap().get("kind")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            TextEncoderKind.ALL.stream().map(TextEncoderKind::name).toList());
    return encoders.stream()
        .map(encoder ->
            DynamicTest.dynamicTest(
                String.valueOf(encoder.toMap().get("kind")),
                () -> {
                  TextEncoder again = TextEncoderKind.read(new PlainMap("tokens", encoder.toMap()));
                  assertThat(again).isEqualTo(encoder).hasSameHashCodeAs(encoder);
                  assertThat(again.encode(CORPUS.getFirst()))
                      .isEqualTo(encoder.encode(CORPUS.getFirst()));
                }));
  }

  @Test
  void bytePairsMergeTheMostFrequentPairAndTheSmallerOneOfEqualOnes() {
    // The chunks are abc, " abc" twice and " ab" twice.
    BytePairs tokenizer = BytePairs.train(List.of("abc abc abc ab ab"), 300, false);
    assertThat(text(tokenizer)).containsExactly("a b", "Ġ ab", "Ġab c");
    assertThat(tokenizer.encode("abc abc ab")).containsExactly(256, 'c', 258, 257);
    // " z", "zw" and "xy" occur twice each; the space is the smallest left token.
    assertThat(text(BytePairs.train(List.of("xy zw xy zw"), 300, false)))
        .containsExactly("Ġ z", "x y", "Ġz w");
  }

  @SuppressWarnings("unchecked")
  private static List<String> text(BytePairs tokenizer) {
    return (List<String>) Objects.requireNonNull(tokenizer.toMap().get("merges"));
  }

  @Test
  void equalTextsGiveEqualMergesInAnyOrderOfTheTexts() {
    List<String> reversed = new ArrayList<>(CORPUS).reversed();
    assertThat(BytePairs.train(reversed, 400, false))
        .isEqualTo(BytePairs.train(CORPUS, 400, false));
  }

  @Test
  void overlappingPairsAreMergedFromTheLeft() {
    BytePairs tokenizer = new BytePairs(List.of(new BytePairs.Merge('a', 'a')), false);
    assertThat(tokenizer.encode("aaa")).containsExactly(256, 'a');
    assertThat(tokenizer.encode("aaaa")).containsExactly(256, 256);
  }

  @Test
  void longChunksAreEncodedInReasonableTime() {
    String text = "ab".repeat(200_000);
    BytePairs tokenizer = BytePairs.train(List.of("abababab"), 300, false);
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Test
  void halvesOfCharactersBecomeTheReplacementCharacter() {
    assertThat(WellFormedText.of("a\uD83Db\uDE00")).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(WellFormedText.of("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    assertThat(WellFormedText.of("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
  }

  @Test
  void wordsAreCutAtSpacesAndPunctuationAndLoweredWithoutALanguage() {
    assertThat(WordSplit.words("I can't — won’t GO, 3rd-rate! TITLE"))
        .containsExactly("i", "can't", "—", "won’t", "go", ",", "3rd", "-", "rate", "!", "title");
    assertThat(WordSplit.words("'quoted' dogs'")).containsExactly("'", "quoted", "'", "dogs", "'");
  }

  @Test
  void ideographsAndEmojiAreWordsAndMarksBelongToTheirLetter() {
    assertThat(WordSplit.words("春眠abc不😀 cafe\u0301 हिन्दी"))
        .containsExactly("春", "眠", "abc", "不", "😀", "caf\u00e9", "हिन्दी");
  }

  @Test
  void rareWordsAreUnknownAndDecodingGivesTheWords() {
    Words words = Words.of(List.of("a a b", "a b c"), 2, 10);
    assertThat(words.vocabulary().tokens()).containsExactly("a", "b");
    assertThat(words.encode("B a zebra")).containsExactly(3, 2, Vocabulary.UNKNOWN);
    assertThat(words.decode(3, 2, 1, 0)).isEqualTo("b a \uFFFD ");
  }

  @Test
  void ngramsAreWordsPairsAndPartsEachOnce() {
    WordNgrams ngrams = WordNgrams.of(List.of("card card x"), 1, 100);
    assertThat(ngrams.vocabulary().tokens())
        .containsExactly(
            "<ca",
            "<car",
            "<card",
            "ard",
            "ard>",
            "car",
            "card",
            "card card",
            "card x",
            "card>",
            "rd>",
            "x",
            "⟨3⟩",
            "⟨×1⟩");
    assertThat(ngrams.encode("x x zebra")).containsExactly(13, 14, 15);
    assertThat(ngrams.encode("zebra, zebra")).isEmpty();
    assertThat(ngrams.encode("")).isEmpty();
  }

  @Test
  void ngramsTellTheFormOfAText() {
    WordNgrams ngrams = WordNgrams.of(List.of("春眠不覺曉，處處聞啼鳥。", "a b c, d e"), 1, 100);
    assertThat(ngrams.vocabulary().tokens())
        .contains("⟨5⟩", "⟨5 5⟩", "⟨3 2⟩", "⟨×2⟩")
        .doesNotContain("⟨2 3⟩", "⟨×1⟩");
    assertThat(ngrams.encode("白日依山盡。黃河入海流！").length)
        .as("the length of the clauses, of two neighbours, their number, and the mark")
        .isEqualTo(4);
  }

  @Test
  void rowsAreCutAndPadded() {
    List<int[]> rows = List.of(new int[] {5, 6, 7}, new int[] {}, new int[] {8});
    assertThat(TokenRows.of(rows, 2).toLongArray()).containsExactly(5, 6, 0, 0, 8, 0);
    assertThat(TokenRows.length(rows, 1, 10)).isEqualTo(3);
    assertThat(TokenRows.length(rows, 1, 2)).isEqualTo(2);
    assertThat(TokenRows.length(rows, 0.5, 10)).isEqualTo(1);
    assertThat(TokenRows.length(List.of(), 0.5, 10)).isEqualTo(1);
    assertThat(TokenRows.cut(rows, 2)).isEqualTo(1);
  }

  @Test
  void aClosedVocabularyRefusesOtherCharacters() {
    Characters tokenizer = Characters.closed(List.of("to be\n"));
    assertThatThrownBy(() -> tokenizer.encode("ToTé"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "encode: the vocabulary has no characters T é; use only characters of the texts that"
                + " the model was trained on: U+000A U+0020 b e o t");
    assertThatThrownBy(() -> tokenizer.encode("x"))
        .hasMessage(
            "encode: the vocabulary has no character x; use only characters of the texts that the"
                + " model was trained on: U+000A U+0020 b e o t");
    assertThatThrownBy(() -> tokenizer.decode(6))
        .hasMessage("decode: there is no token 6; the numbers are 0 … 5");
  }

  @Test
  void whatCannotBeAVocabularyIsRefused() {
    assertThatThrownBy(() -> Words.of(List.of("a b"), 2, 10))
        .hasMessage(
            "vocabulary: there are no tokens; give texts that are not empty, or a smaller least"
                + " count");
    assertThatThrownBy(() -> new Vocabulary(List.of("a", "a"), true))
        .hasMessage("vocabulary: the token 'a' occurs twice; give each token once");
    assertThatThrownBy(() -> BytePairs.train(CORPUS, 256, true))
        .hasMessage(
            "byte pairs: the vocabulary has 256 tokens but needs at least 257, one for each byte"
                + " and the padding; 1000 is usual for a book");
    assertThatThrownBy(() -> new BytePairs(List.of(new BytePairs.Merge(256, 1)), false))
        .hasMessage(
            "byte pairs: merge 0 joins the tokens 256 and 1 but may only join the tokens 0 … 255;"
                + " give the merges in the order in which they were learnt");
    var aa = new BytePairs.Merge('a', 'a');
    assertThatThrownBy(() -> new BytePairs(List.of(aa, aa), false))
        .hasMessage(
            "byte pairs: merge 1 gives 'aa', which an earlier merge gives too; leave it out");
    assertThatThrownBy(() -> BytePairs.train(CORPUS, 256, false).decode(-1))
        .hasMessage("decode: there is no token -1; the numbers are 0 … 255");
  }

  @Test
  void aDamagedMapNamesTheEntry() {
    String end = "; the file was changed or comes from another version";
    Map<String, Object> map = new LinkedHashMap<>(BytePairs.train(CORPUS, 258, false).toMap());
    map.put("merges", List.of("a bb"));
    assertThatThrownBy(() -> TextEncoderKind.read(new PlainMap("tokens", map)))
        .hasMessage(
            "read tokens.merges: a list of pairs of earlier tokens with a space between them is"
                + " expected but there is '[a bb]'"
                + end);
    map.put("merges", List.of("a b", "a b"));
    assertThatThrownBy(() -> TextEncoderKind.read(new PlainMap("tokens", map)))
        .hasMessage(
            "read tokens.merges: a list of pairs none of which gives an earlier token is expected"
                + " but there is '[a b, a b]'"
                + end);
    map.put("kind", "runes");
    assertThatThrownBy(() -> TextEncoderKind.read(new PlainMap("tokens", map)))
        .hasMessage(
            "read tokens.kind: one of [characters, words, bytepairs, ngrams] is expected but there"
                + " is 'runes'"
                + end);
    Map<String, Object> words = new LinkedHashMap<>(Words.of(CORPUS, 1, 9).toMap());
    words.put("tokens", List.of("a", "a"));
    assertThatThrownBy(() -> TextEncoderKind.read(new PlainMap("tokens", words)))
        .hasMessage(
            "read tokens.tokens: a list of texts, none twice, is expected but there is '[a, a]'"
                + end);
    words.put("kind", "characters");
    words.put("tokens", List.of("ab"));
    assertThatThrownBy(() -> TextEncoderKind.read(new PlainMap("tokens", words)))
        .hasMessage(
            "read tokens.tokens: a list of single characters is expected but there is '[ab]'"
                + end);
  }
}
