package dev.lockstep.sink.metrics;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the figures of a task as {@code dev.lockstep:type=jdbc-sink,connector="…",task=0}. */
public final class MetricsBean implements DynamicMBean, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsBean.class);

    /** By name, who shows it: an older task of the same name may end after the next has begun. */
    private static final Map<ObjectName, MetricsBean> SHOWN = new ConcurrentHashMap<>();

    private final SinkMetrics metrics;
    private final ObjectName name;

    /**
     * @param kind of the sink: {@code jdbc-sink}
     */
    public MetricsBean(SinkMetrics metrics, String kind, String connector, int task) {
        this.metrics = metrics;
        try {
            this.name =
                    new ObjectName(
                            "dev.lockstep:type="
                                    + kind
                                    + ",connector="
                                    + ObjectName.quote(connector)
                                    + ",task="
                                    + task);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Takes the place of an older one. A server that refuses costs the figures, not the task. */
    public MetricsBean register() {
        SHOWN.put(name, this);
        try {
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            }
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, name);
        } catch (JMException e) {
            LOG.warn("Cannot show metrics as {}: {}", name, e.toString());
        }
        return this;
    }

    @Override
    public void close() {
        if (!SHOWN.remove(name, this)) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException e) {
            LOG.debug("Cannot take back metrics {}", name, e);
        }
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        return Figure.ALL.stream()
                .filter(figure -> figure.label().equals(attribute))
                .findFirst()
                .orElseThrow(() -> new AttributeNotFoundException(attribute))
                .of(metrics);
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList values = new AttributeList();
        for (Figure figure : Figure.ALL) {
            if (Arrays.asList(attributes).contains(figure.label())) {
                values.add(new Attribute(figure.label(), figure.of(metrics)));
            }
        }
        return values;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes =
                Figure.ALL.stream()
                        .map(
                                figure ->
                                        new MBeanAttributeInfo(
                                                figure.label(),
                                                Number.class.getName(),
                                                figure.description(),
                                                true,
                                                false,
                                                false))
                        .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(
                MetricsBean.class.getName(),
                "A task of a sink connector",
                attributes,
                null,
                null,
                null);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be written");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException(action);
    }
}
