INSERT INTO products (sku, name, price, stock, attributes) VALUES
  ('TEA-GREEN', 'Green tea, 100 g', 6.90, 120, '{"origin": "Japan"}'),
  ('TEA-BLACK', 'Black tea, 100 g', 5.40, 200, '{"origin": "Assam"}'),
  ('TEA-OOLONG', 'Oolong, 50 g', 9.80, 60, '{"origin": "Taiwan"}'),
  ('COF-ESPR', 'Espresso beans, 1 kg', 18.50, 80, '{"roast": "dark"}'),
  ('COF-FILT', 'Filter coffee, 500 g', 9.95, 150, '{"roast": "medium"}'),
  ('CUP-WHITE', 'Cup, white', 4.20, 300, '{"ml": 250}'),
  ('CUP-BLUE', 'Cup, blue', 4.60, 240, '{"ml": 250}'),
  ('POT-GLASS', 'Glass teapot', 24.00, 35, '{"ml": 1200}'),
  ('KETTLE-1', 'Electric kettle', 49.90, 25, '{"watt": 2200}'),
  ('GRINDER-1', 'Coffee grinder', 89.00, 15, '{"burrs": "steel"}');

INSERT INTO product_pages (product_id, title, html)
  SELECT id, name, '<p>' || repeat(md5(sku), 120) || '</p>' FROM products;

INSERT INTO customers (email, name, tier, address)
  SELECT lower(name) || '@example.com', name,
    (ARRAY['standard', 'silver', 'gold'])[1 + n % 3]::customer_tier,
    jsonb_build_object('city', (ARRAY['Bremen', 'Lyon', 'Porto', 'Graz', 'Gent'])[1 + n % 5])
  FROM unnest(ARRAY['Ada', 'Bruno', 'Clara', 'Dario', 'Elif', 'Femke', 'Goran', 'Hana', 'Igor',
    'Jana', 'Kofi', 'Lena']) WITH ORDINALITY AS people (name, n);

INSERT INTO orders (customer_id, total) SELECT id, 11.10 FROM customers WHERE name = 'Ada';
INSERT INTO order_lines SELECT id, 1, 1, 1, 6.90 FROM orders UNION ALL SELECT id, 2, 6, 1, 4.20 FROM orders;
