package dev.lockstep.transform.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicNameTest {

    @Test
    void replacesWhatATopicMayNotHave() {
        assertThat(TopicName.legal("a b/ž$")).isEqualTo("a_b___");
        String legal = "aZ09._-";
        assertThat(TopicName.legal(legal)).isSameAs(legal);
    }

    @Test
    void knowsWhatIsNoTopic() {
        assertThat(TopicName.isTopic("a")).isTrue();
        assertThat(TopicName.isTopic("a".repeat(249))).isTrue();
        assertThat(TopicName.isTopic("a".repeat(250))).isFalse();
        assertThat(TopicName.isTopic("")).isFalse();
        assertThat(TopicName.isTopic(".")).isFalse();
        assertThat(TopicName.isTopic("..")).isFalse();
    }
}
